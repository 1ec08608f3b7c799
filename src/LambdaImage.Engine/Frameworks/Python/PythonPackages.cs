using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs the packages of a Python project with pip, the one installer that AWS's base image has.</summary>
internal static class PythonPackages
{
    /// <summary>Adds the installation, or nothing when the project needs no packages.</summary>
    /// <returns>Whether anything is installed.</returns>
    /// <exception cref="LambdaImageException">Packages are declared for another tool only.</exception>
    public static bool WriteInstall(ProjectDirectory project, StageBuilder stage)
    {
        if (!project.Exists(PythonRequirements.File))
        {
            if (Foreign(project) is { } error) throw error;
            return false;
        }

        if (PythonRequirements.Read(project).Count == 0 && !project.Lines(PythonRequirements.File).Any(line => line.Text.TrimStart() is [not '#', ..]))
            return false;
        string[] files = [PythonRequirements.File, .. Included(project)];
        stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", files)} changes.")
            .Copy(files, "./")
            .Run($"pip install --no-cache-dir -r {PythonRequirements.File} --target {LambdaBaseImages.TaskRoot}");
        return true;
    }

    /// <summary>Files of the root that requirements.txt includes; includes further down come with the code, which pip
    /// would not see yet.</summary>
    private static IEnumerable<string> Included(ProjectDirectory project) => PythonRequirements.Read(project)
        .Select(dependency => dependency.File)
        .Where(file => file != PythonRequirements.File)
        .Distinct(StringComparer.Ordinal);

    private static LambdaImageException? Foreign(ProjectDirectory project)
    {
        Dependency[] declared = [.. PyProject.Read(project)?.Dependencies ?? [], .. Pipfile.Read(project)?.Dependencies ?? []];
        if (declared is not [var dependency, ..]) return null;
        var export = project switch
        {
            _ when dependency.File == Pipfile.File => "pipenv requirements > requirements.txt",
            _ when project.Exists("uv.lock") => "uv export --no-dev --no-emit-project --output-file requirements.txt",
            _ when project.Exists("poetry.lock") || PyProject.Read(project)!.IsPoetry => "poetry export --without-hashes --output requirements.txt",
            _ when project.Exists("pdm.lock") => "pdm export --prod --output requirements.txt",
            _ => "pip-compile --output-file requirements.txt pyproject.toml",
        };
        return ProjectErrors.DependencyMissing(
            $"{dependency.File}:{dependency.Line} asks for {dependency.Name}, but pip, the only installer of AWS's Python images, needs a requirements.txt.",
            $"Write one with '{export}'.", project.FullPath(dependency.File));
    }
}
