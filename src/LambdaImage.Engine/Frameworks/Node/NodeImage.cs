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
    /// <returns>The final stage.</returns>
    public static StageBuilder Write(ProjectDirectory project, LambdaRuntime runtime, bool isCompiled, DockerfileBuilder file)
    {
        var image = LambdaBaseImages.Image(runtime);
        var manifest = PackageJson.Read(project);
        file.Ignore(NodePackages.Ignored);
        if (isCompiled && manifest is not null) return Compiled(NodePackages.Of(project, manifest), image, file);
        var stage = file.Stage(image);
        if (manifest is { Dependencies.Count: > 0 }) NodePackages.Of(project, manifest).WriteInstall(stage);
        return stage.Comment("The code last: it changes most often.").Copy(["."], "./");
    }

    private static StageBuilder Compiled(NodePackages packages, string image, DockerfileBuilder file)
    {
        file.Stage(image, "build", "Compiler and type definitions stay in this stage.")
            .Copy(packages.Files, "./")
            .Run(packages.Install)
            .Copy(["."], "./")
            .Run(packages.Build, packages.Prune);
        return file.Stage(image).Copy([LambdaBaseImages.TaskRoot], "./", from: "build");
    }
}
