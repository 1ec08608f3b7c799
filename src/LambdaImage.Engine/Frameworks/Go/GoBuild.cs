using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Go;

/// <summary>Compiling a Go program for the image's processor: without C on any machine, with C on the image's own distribution.</summary>
internal static class GoBuild
{
    private const string AmazonLinux = "public.ecr.aws/amazonlinux/amazonlinux:2023";

    /// <summary>Modules and compiled packages, for both of which one cache mount serves.</summary>
    private const string Cache = "/go/cache";

    /// <summary>Without debug information, without paths of this machine, and without the part of AWS's library that only the retired go1.x runtime used.</summary>
    private static string[] Flags(GoProgram program) => [.. program.IsFunction ? ["-tags", "lambda.norpc"] : Array.Empty<string>(), "-trimpath", "-ldflags", "-s -w"];

    /// <summary>Folders that servers read while they run.</summary>
    private static readonly string[] AssetFolders = ["assets", "config", "configs", "locales", "migrations", "public", "static", "templates", "views"];

    /// <summary>Writes the build.</summary>
    /// <param name="found">The project.</param>
    /// <param name="program">What is compiled.</param>
    /// <param name="image">Base of the final stage.</param>
    /// <param name="file">The document.</param>
    public static void Write(Detection found, GoProgram program, ParentImage image, DockerfileBuilder file)
    {
        file.Ignore("bin", "tmp", "coverage.out", "**/*_test.go", "**/*.test", ".air.toml");
        var usesC = GoProgram.NeedsC(found.Project);
        if (file.InstallsOnHost)
        {
            if (usesC is not null)
                throw CompiledErrors.HostInstallImpossible("Go", $"{usesC.File} makes it need a C compiler and a C library of the target ({usesC.Fact})", usesC.File);
            InstallOnHost(found, program, file);
            return;
        }

        Compile(Prepare(found, image, usesC, file), found.Project, program, file);
    }

    /// <summary>Copies the program.</summary>
    public static StageBuilder CopyProgram(this StageBuilder stage, DockerfileBuilder file, string destination) =>
        file.InstallsOnHost ? stage.Copy(["bootstrap"], destination, from: HostInstall.ContextName) : stage.Copy(["/out/bootstrap"], destination, from: "build");

    /// <summary>Folders of the project that are read at run time, unless they are compiled in.</summary>
    public static IEnumerable<string> Assets(ProjectDirectory project)
    {
        var embedded = project.Files("*.go").Select(project.ReadSource).OfType<string>().SelectMany(text => text.Split('\n'))
            .Where(line => line.StartsWith("//go:embed", StringComparison.Ordinal)).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            .Select(pattern => pattern.Replace("all:", "", StringComparison.Ordinal).Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        return AssetFolders.Where(folder => !embedded.Contains(folder) && project.Files($"{folder}/**/*").Any(file => !file.EndsWith(".go", StringComparison.Ordinal)));
    }

    private static StageBuilder Prepare(Detection found, ParentImage image, Evidence? usesC, DockerfileBuilder file)
    {
        var toolchain = LambdaBaseImages.Image(found.Runtime);
        KeyValuePair<string, string>[] caches = [new("GOMODCACHE", $"{Cache}/mod"), new("GOCACHE", $"{Cache}/build")];
        if (usesC is null)
        {
            return file.BuildStage(ParentImage.Of(toolchain), "Go compiles for the function's processor on any other, so nothing is emulated.", platform: file.OwnPlatform)
                .WorkDir("/src")
                .Env([new("CGO_ENABLED", "0"), new("GOOS", "linux"), new("GOARCH", found.Architecture == LambdaArchitecture.Arm64 ? "arm64" : "amd64"), .. caches])
                .Prepare();
        }

        return file.BuildStage(ParentImage.Of(image.Distribution is LinuxDistribution.AmazonLinux2023 ? AmazonLinux : image.Image),
                $"{usesC.File} needs cgo ({usesC.Fact}), so the program is linked on the image's own distribution: on a newer one it would ask for a newer C library.")
            .WorkDir("/src")
            .Prepare(image.Distribution is LinuxDistribution.Alpine ? ["build-base", "git"] : image.Distribution is LinuxDistribution.Debian ? ["g++", "gcc", "git", "libc6-dev", "pkg-config"] : ["gcc", "gcc-c++", "git"])
            .Copy(["/usr/local/go"], "/usr/local/go", from: toolchain)
            .Env([new("PATH", "/usr/local/go/bin:$PATH"), new("CGO_ENABLED", "1"), .. caches]);
    }

    private static void Compile(StageBuilder stage, ProjectDirectory project, GoProgram program, DockerfileBuilder file)
    {
        // Modules of the project's own are known by their go.mod alone.
        string[] manifests = [.. new[] { GoMod.WorkspaceFile, "go.work.sum" }.Where(project.Exists), .. project.Files("**/go.mod"), .. project.Files("**/go.sum")];
        if (!project.Exists("vendor/modules.txt") && manifests.Any(name => name.EndsWith("go.sum", StringComparison.Ordinal)))
        {
            stage.Comment("Modules first: this layer is used again until they change.")
                .CopyManifests(manifests)
                .Install(file.SharedCache(Cache), "go mod download");
        }

        stage.Copy(["."], "./");
        var command = $"go build {string.Join(' ', Flags(program).Select(flag => flag.Contains(' ', StringComparison.Ordinal) ? $"\"{flag}\"" : flag))} -o /out/bootstrap {program.Package}";
        if (file.Command("build", command) is { } build) stage.Install(file.SharedCache(Cache), build);
    }

    private static void InstallOnHost(Detection found, GoProgram program, DockerfileBuilder file) => file.InstallOnHost(new HostInstall
    {
        Tool = "go",
        Inputs = ["."],
        Commands =
        [
            new("go", ["build", .. Flags(program), "-o", "out/bootstrap", program.Package])
            {
                Environment = new Dictionary<string, string>
                {
                    ["CGO_ENABLED"] = "0", ["GOOS"] = "linux", ["GOARCH"] = found.Architecture == LambdaArchitecture.Arm64 ? "arm64" : "amd64",
                },
            },
        ],
        Result = "out",
    });
}
