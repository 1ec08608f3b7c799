using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>What every Node.js image shares: packages, compilation and code on AWS's base image.</summary>
internal static class NodeImage
{
    private const string BuildStage = "build";

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
        var packages = manifest is null ? null : NodePackages.Of(project, manifest);
        file.Ignore(NodePackages.Ignored);
        var hasPackages = manifest is { Dependencies.Count: > 0 } or { HasWorkspaces: true };
        if (packages is not null && (isCompiled || (hasPackages && packages.NeedsStage)))
            return Staged(packages, image, isCompiled, file, prepare);

        var stage = file.Stage(image);
        prepare?.Invoke(stage);
        if (hasPackages)
        {
            packages!.WriteInstall(stage);
            stage.Comment("The code last: it changes most often.");
        }

        return stage.Copy(["."], "./");
    }

    private static StageBuilder Staged(NodePackages packages, string image, bool isCompiled, DockerfileBuilder file, Action<StageBuilder>? prepare)
    {
        var build = file.Stage(image, BuildStage, isCompiled ? "Compiler and type definitions stay in this stage." : "Tools and caches stay in this stage.");
        if (packages.SystemPackages.Count > 0)
            build.Comment("What fetches and compiles some of the packages.").Run($"dnf install -y {string.Join(' ', packages.SystemPackages)}");
        // Scripts of the project may call tools of development.
        var needsAll = isCompiled || packages.HasHook;
        var install = needsAll ? packages.Install : packages.InstallProduction;
        if (packages.NeedsSources is { } reason)
        {
            build.Comment($"The installation needs {reason}, so the code is there before it.").Copy(["."], "./").Run(install);
        }
        else
        {
            build.Copy(packages.Files, "./").Run(install);
            if (isCompiled) build.Copy(["."], "./");
        }

        string[] finish = [.. isCompiled ? new[] { packages.Build } : [], .. needsAll ? new[] { packages.Prune } : []];
        if (finish.Length > 0) build.Run(finish);
        var stage = file.Stage(image);
        prepare?.Invoke(stage);
        if (isCompiled || packages.NeedsSources is not null)
        {
            return stage.Comment($"The {(isCompiled ? "compiled " : "")}code with the packages it runs with.")
                .Copy([LambdaBaseImages.TaskRoot], "./", from: BuildStage);
        }

        return stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", packages.Files)} changes.")
            .Copy([$"{LambdaBaseImages.TaskRoot}/node_modules"], "./node_modules", from: BuildStage)
            .Comment("The code last: it changes most often.")
            .Copy(["."], "./");
    }
}
