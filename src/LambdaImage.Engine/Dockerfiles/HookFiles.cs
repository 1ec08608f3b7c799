using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Reads the files with a user's own instructions.</summary>
internal static class HookFiles
{
    /// <summary>Reads the hooks that are named.</summary>
    /// <exception cref="LambdaImageException">A file is not there, or holds something else than instructions.</exception>
    public static HookInstructions Read(ProjectDirectory project, HookOptions hooks) => new()
    {
        BeforeBuild = Read(project, hooks.BeforeBuild),
        AfterBuild = Read(project, hooks.AfterBuild),
        BeforeDeployment = Read(project, hooks.BeforeDeployment),
        AfterDeployment = Read(project, hooks.AfterDeployment),
    };

    private static IReadOnlyList<Instruction> Read(ProjectDirectory project, string? path)
    {
        if (path is null) return [];
        var text = project.ReadText(path) ?? throw DockerfileErrors.HookNotFound(project.FullPath(path));
        return DockerfileReader.Read("FROM scratch\n" + text, project.FullPath(path)).Stages[0].Instructions;
    }
}
