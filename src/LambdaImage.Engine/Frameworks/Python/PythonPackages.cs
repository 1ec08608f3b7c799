using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs the packages of a Python project with pip, the one installer that AWS's base image has.</summary>
internal static partial class PythonPackages
{
    private const string BuildStage = "build";

    /// <summary>Starts the final stage and adds the installation, unless the project needs no packages.</summary>
    /// <returns>The final stage, without the code.</returns>
    /// <exception cref="LambdaImageException">Packages are declared for another tool only, or in a way that does not
    /// work in an image.</exception>
    public static StageBuilder WriteInstall(ProjectDirectory project, LambdaRuntime runtime, DockerfileBuilder file)
    {
        var image = LambdaBaseImages.Image(runtime);
        if (!project.Exists(PythonRequirements.File))
            return Foreign(project) is { } error ? throw error : file.Stage(image);
        var files = PythonRequirements.Files(project);
        List<(string File, ProjectLine Line)> lines = [.. files.SelectMany(name => project.Lines(name).Select(line => (name, line)))
            .Where(entry => entry.line.Text.Trim() is { Length: > 0 } text && text[0] != '#')];
        if (lines.Count == 0) return file.Stage(image);
        if (lines.FirstOrDefault(entry => Editable().IsMatch(entry.Line.Text)) is { File: not null } editable) throw NotEditable(project, editable);

        var packages = PythonRequirements.Read(project);
        var needsGit = lines.Any(entry => entry.Line.Text.Contains("git+", StringComparison.Ordinal));
        var needsSources = lines.Any(entry => Local().IsMatch(entry.Line.Text));
        var tools = PythonSystemPackages.Build(packages, runtime, needsGit);
        var libraries = PythonSystemPackages.Run(packages, runtime);
        if (tools is not null)
        {
            var build = file.Stage(image, BuildStage, "Compilers and tools stay in this stage.").Run(tools);
            Install(build, files, needsSources);
        }

        var stage = file.Stage(image);
        if (libraries is not null) stage.Comment("Libraries that the packages load.").Run(libraries);
        if (tools is not null) stage.Comment("The packages as the first stage made them.").Copy([LambdaBaseImages.TaskRoot], "./", from: BuildStage);
        else Install(stage, files, needsSources);
        return stage.Comment("The code last: it changes most often.");
    }

    private static void Install(StageBuilder stage, IReadOnlyList<string> files, bool needsSources)
    {
        if (needsSources)
        {
            stage.Comment("Some packages are folders of the project, so the code is there before they are installed.").Copy(["."], "./");
        }
        else
        {
            stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", files)} changes.");
            foreach (var folder in files.GroupBy(file => file[..(file.LastIndexOf('/') + 1)], StringComparer.Ordinal)) stage.Copy(folder, $"./{folder.Key}");
        }

        stage.Run($"pip install --no-cache-dir -r {PythonRequirements.File} --target {LambdaBaseImages.TaskRoot}");
    }

    private static LambdaImageException NotEditable(ProjectDirectory project, (string File, ProjectLine Line) found) => ProjectErrors.DependencyMissing(
        $"{found.File}:{found.Line.Number} asks for '{found.Line.Text.Trim()}'; an editable package is a link to its folder, which Lambda's Python does not follow.",
        "Remove -e to have it installed, or remove the line: the project's own code is copied anyway.", project.FullPath(found.File));

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

    [GeneratedRegex(@"^\s*(-e|--editable)[\s=]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Editable();

    [GeneratedRegex(@"^\s*(\.{1,2}(/|\[|\s|$)|file:|[\w./-]+\.whl\b)|@\s*file:", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Local();
}
