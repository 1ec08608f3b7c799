using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>The stage in which the SDK publishes a project.</summary>
internal static class DotnetPublish
{
    public const string Stage = "build";
    public const string Output = "/out";

    public static void Write(ProjectDirectory project, CsProj main, LambdaRuntime runtime, DockerfileBuilder file)
    {
        file.Ignore("**/bin", "**/obj", "**/*.user", ".vs", "TestResults");
        // Files that decide what restore does; without references to other projects those of the root and the project itself are all.
        string[] files = [.. new[] { main.File, "global.json", "nuget.config", "NuGet.config", "NuGet.Config", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "packages.lock.json" }
            .Where(name => !name.Contains('/', StringComparison.Ordinal) && project.Exists(name))];
        // A project for several frameworks is published for one of them.
        var framework = main.HasSeveralTargets ? $" --framework net{runtime.Version}.0" : "";
        var stage = file.Stage($"mcr.microsoft.com/dotnet/sdk:{runtime.Version}.0", Stage, "The SDK compiles in this stage; only its result goes on.").WorkDir("/src");
        if (!main.File.Contains('/', StringComparison.Ordinal) && !main.HasProjectReferences)
        {
            stage.Comment("Packages first: this layer is reused until the project file changes.")
                .Copy(files, "./")
                .Run($"dotnet restore {main.File}")
                .Copy(["."], "./")
                .Run($"dotnet publish {main.File} --configuration Release{framework} --no-restore --no-self-contained --output {Output}");
            return;
        }

        stage.Copy(["."], "./").Run($"dotnet publish {main.File} --configuration Release{framework} --no-self-contained --output {Output}");
    }
}
