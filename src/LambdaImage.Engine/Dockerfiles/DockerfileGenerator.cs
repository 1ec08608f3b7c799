using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Has the framework of a project write its Dockerfile.</summary>
internal sealed class DockerfileGenerator
{
    private readonly ProjectDetector _detector = new();

    /// <summary>Makes the document; writes nothing.</summary>
    /// <param name="project">A project in managed mode.</param>
    /// <param name="install">Where its dependencies are installed: in a container or on the host.</param>
    /// <exception cref="LambdaImageException">The project cannot become an image, or not in this form.</exception>
    public GeneratedDockerfile Generate(LambdaProject project, DependencyInstall install)
    {
        var folder = new ProjectDirectory(project.Path);
        var found = _detector.Detect(folder, new ProjectRequest
        {
            Path = project.Path,
            Framework = project.Framework,
            Handler = project.Handler,
            Architecture = project.Architecture,
            UseEnvironment = false,
        });
        if (project.Runtime is { } runtime) found = found with { Runtime = runtime };
        var file = new DockerfileBuilder(project.Options, HookFiles.Read(folder, project.Options.Hooks), install);
        found.Framework.Write(found, file);
        IgnoreOwn(project, folder, file);
        return new GeneratedDockerfile(file.Build(), file.Ignored, file.Files, [.. file.Warnings, .. UnusedOptions.Find(file, found.Framework.Name)], file.HostInstall);
    }

    /// <summary>What speaks to LambdaImage means nothing in the image.</summary>
    private static void IgnoreOwn(LambdaProject project, ProjectDirectory folder, DockerfileBuilder file)
    {
        if (project.ConfigurationPath is { } path && Path.GetRelativePath(project.Path, path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal))
            file.Ignore(relative.Replace('\\', '/'));
        if (folder.HasFolder(HookFiles.Folder)) file.Ignore(HookFiles.Folder);
    }
}
