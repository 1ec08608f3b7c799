using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>What every Node.js image shares: packages, compilation and code on AWS's base image.</summary>
internal static class NodeImage
{
    /// <summary>Fills the file up to the point where handler and server differ.</summary>
    /// <param name="project">The project.</param>
    /// <param name="runtime">Node.js version.</param>
    /// <param name="isCompiled">Whether the build script has to run.</param>
    /// <param name="file">The document.</param>
    /// <param name="prepare">What the final stage starts with, because it changes least often; null for
    /// nothing.</param>
    /// <returns>The final stage.</returns>
    public static StageBuilder Write(ProjectDirectory project, LambdaRuntime runtime, bool isCompiled, DockerfileBuilder file, Action<StageBuilder>? prepare = null)
    {
        var image = LambdaBaseImages.Image(runtime);
        var manifest = PackageJson.Read(project);
        file.Ignore(NodePackages.Ignored);
        if (isCompiled && manifest is not null)
            return Compiled(NodePackages.Of(project, manifest), image, file, prepare);
        var stage = file.Stage(image);
        prepare?.Invoke(stage);
        if (manifest is { Dependencies.Count: > 0 })
        {
            NodePackages.Of(project, manifest).WriteInstall(stage);
            stage.Comment("The code last: it changes most often.");
        }

        return stage.Copy(["."], "./");
    }

    private static StageBuilder Compiled(NodePackages packages, string image, DockerfileBuilder file, Action<StageBuilder>? prepare)
    {
        file.Stage(image, "build", "Compiler and type definitions stay in this stage.")
            .Copy(packages.Files, "./")
            .Run(packages.Install)
            .Copy(["."], "./")
            .Run(packages.Build, packages.Prune);
        var stage = file.Stage(image);
        prepare?.Invoke(stage);
        return stage.Comment("The compiled code with the packages it runs with.").Copy([LambdaBaseImages.TaskRoot], "./", from: "build");
    }
}
