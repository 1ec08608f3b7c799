using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>Publishing a project: in a stage with the SDK, or on this machine.</summary>
internal static class DotnetPublish
{
    private const string Stage = "build";
    private const string Output = "/out";

    /// <summary>NuGet's downloads. The packages themselves stay in the layer, where publishing finds them.</summary>
    private const string Downloads = "/root/.local/share/NuGet/http-cache";

    /// <summary>Publishes for the final image.</summary>
    /// <param name="found">The project.</param>
    /// <param name="main">What is published.</param>
    /// <param name="image">Base of the final image, which decides the runtime identifier.</param>
    /// <param name="file">The document.</param>
    public static void Write(Detection found, CsProj main, ParentImage image, DockerfileBuilder file)
    {
        Ignore(file);
        var project = found.Project;
        var identifier = DotnetImages.Identifier(found.Architecture, image);
        var isLocked = DotnetManifests.HasLock(project, main);
        // A lock file without the processor forbids to restore for it; the result is portable then.
        var isPortable = isLocked && !main.IsSelfContained && !DotnetManifests.LocksAllow(project, main, identifier);
        var target = (isPortable ? "" : $" --runtime {identifier}") + (isLocked ? " -p:RestoreLockedMode=true" : "");
        var publish = $"dotnet publish {Quoted(main.File)} --configuration Release{Framework(main, found.Runtime)}{target}"
            + (isPortable ? " -p:UseAppHost=false" : main.IsSelfContained ? " --self-contained" : " --no-self-contained");
        if (file.InstallsOnHost)
        {
            InstallOnHost(publish, file);
            return;
        }

        var stage = file.BuildStage(ParentImage.Of(DotnetImages.Sdk(project, found.Runtime)),
                "The SDK compiles for the function's processor without emulating it; only the result goes on.", platform: file.OwnPlatform)
            .WorkDir("/src")
            .Env([new("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), new("DOTNET_NOLOGO", "1")])
            .Prepare();
        Restore(found, main, target, stage);
        if (file.Command("build", $"{publish} --no-restore --output {Output}") is { } build) stage.Install(Downloads, build);
    }

    /// <summary>Puts the published files into the final stage.</summary>
    public static StageBuilder CopyPublished(this StageBuilder stage, DockerfileBuilder file, string destination = "./") =>
        file.InstallsOnHost ? stage.CopyFromHost(destination) : stage.Copy([$"{Output}/"], destination, from: Stage);

    /// <summary>Restores in a layer of its own, which is used again until a manifest changes.</summary>
    public static void Restore(Detection found, CsProj main, string target, StageBuilder stage)
    {
        var files = DotnetManifests.Of(found.Project, main);
        if (files is not null) stage.Comment("Packages first: this layer is used again until one of these files changes.").CopyManifests(files);
        else stage.Comment("What is restored depends on files that only MSBuild can tell, so all of them come first.").Copy(["."], "./");
        stage.Install(Downloads, $"dotnet restore {Quoted(main.File)}{target}");
        if (files is not null) stage.Copy(["."], "./");
    }

    public static void Ignore(DockerfileBuilder file) => file.Ignore(
        "**/bin", "**/obj", "**/*.user", "**/.vs", "**/TestResults", "**/appsettings.Development.json", "**/appsettings.Local.json", "**/secrets.json", "aws-lambda-tools-*.json");

    /// <summary>A project for several frameworks is published for one of them.</summary>
    public static string Framework(CsProj main, LambdaRuntime runtime) => main.HasSeveralTargets ? $" --framework net{runtime.Version}.0" : "";

    public static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private static void InstallOnHost(string publish, DockerfileBuilder file)
    {
        // No server of the compiler stays behind in a folder that is about to be renamed.
        string[] words = [.. publish.Split('"').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        file.InstallOnHost(new HostInstall
        {
            Tool = "dotnet",
            Inputs = ["."],
            Commands =
            [
                new("dotnet", [.. words[1..], "--output", "published", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
                {
                    Environment = new Dictionary<string, string> { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" },
                },
            ],
            Result = "published",
        });
    }
}
