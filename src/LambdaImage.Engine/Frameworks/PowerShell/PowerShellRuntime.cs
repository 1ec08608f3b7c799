using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.PowerShell;

/// <summary>PowerShell itself in an image: from its release, for the image's processor, and the program that speaks Lambda's protocol.</summary>
internal static class PowerShellRuntime
{
    /// <summary>The bootstrap program in the project folder, where users can read it.</summary>
    public const string Bootstrap = "lambda-bootstrap.ps1";

    private const string Folder = "/opt/powershell";
    private const string Modules = "/opt/modules";
    private const string InstalledProgram = "/opt/microsoft/powershell/7/pwsh";

    /// <summary>The newest release of each line. <see href="https://github.com/PowerShell/PowerShell/releases"/></summary>
    private static readonly Dictionary<string, string> Releases = new(StringComparer.Ordinal) { ["7.4"] = "7.4.13", ["7.5"] = "7.5.4", ["7.6"] = "7.6.5" };

    /// <summary>Fetches PowerShell and the modules, and writes the image with them.</summary>
    /// <param name="found">The project.</param>
    /// <param name="modules">Modules that the project requires and does not have.</param>
    /// <param name="file">The document.</param>
    public static void Write(Detection found, IReadOnlyList<RequiredModule> modules, DockerfileBuilder file)
    {
        LambdaBaseImages.PowerShell.Require(found.Runtime);
        using (var text = new StreamReader(typeof(PowerShellRuntime).Assembly.GetManifestResourceStream("bootstrap.ps1")!))
        {
            file.ProjectFile(Bootstrap, text.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal));
        }

        var image = file.ChooseBase(LambdaBaseImages.Image(LambdaBaseImages.Provided.Choose(asked: null)));
        // Microsoft's own image has it already.
        var hasPowerShell = image.Image.Contains("/powershell:", StringComparison.Ordinal);
        var address = Address(found);
        if (file.InstallsOnHost) InstallOnHost(hasPowerShell ? null : address, modules, file);
        else if (!hasPowerShell || modules.Count > 0) Build(hasPowerShell ? null : address, modules, file);

        var stage = file.FinalStage(image);
        if (!image.IsLambda) stage.WorkDir(LambdaBaseImages.TaskRoot).Env("LAMBDA_TASK_ROOT", LambdaBaseImages.TaskRoot);
        stage.Prepare()
            .Comment("PowerShell keeps notes, and only /tmp can be written in Lambda. The base image has no ICU libraries, so cultures are invariant.")
            .Env(
            [
                new("HOME", "/tmp"), new("PSModuleAnalysisCachePath", "/tmp/ModuleAnalysisCache"), new("POWERSHELL_TELEMETRY_OPTOUT", "1"), new("POWERSHELL_UPDATECHECK", "Off"),
                new("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"),
            ]);
        if (!hasPowerShell) CopyProgram(stage, file);
        if (modules.Count > 0) stage.Copy([file.InstallsOnHost ? "modules/" : $"{Modules}/"], $"{Modules}/", from: From(file));
        stage.Comment("Takes events from Lambda and calls the handler.")
            .Copy([Bootstrap], "/var/runtime/bootstrap.ps1")
            .Comment("Scripts, and modules in the folder modules.")
            .Copy(["."], "./")
            .Entrypoint(hasPowerShell ? InstalledProgram : $"{Folder}/pwsh", "-NoProfile", "-NonInteractive", "-File", "/var/runtime/bootstrap.ps1")
            .Cmd(found.Handler!);
    }

    private static string From(DockerfileBuilder file) => file.InstallsOnHost ? HostInstall.ContextName : "build";

    private static string Address(Detection found)
    {
        var version = Releases.TryGetValue(found.Runtime.Version, out var release) ? release
            : found.Runtime.Version.Split('.').Length == 2 ? $"{found.Runtime.Version}.0" : found.Runtime.Version;
        var processor = found.Architecture == LambdaArchitecture.Arm64 ? "arm64" : "x64";
        return $"https://github.com/PowerShell/PowerShell/releases/download/v{version}/powershell-{version}-linux-{processor}.tar.gz";
    }

    private static void Build(string? address, IReadOnlyList<RequiredModule> modules, DockerfileBuilder file)
    {
        var stage = file.BuildStage(ParentImage.Of($"mcr.microsoft.com/dotnet/sdk:{LambdaBaseImages.Dotnet.Default}.0"), "Fetches only, for any processor: this image has curl, and a PowerShell that saves modules.", platform: file.OwnPlatform)
            .Prepare();
        if (address is not null)
        {
            stage.Run($"mkdir -p {Folder}", $"curl --fail --silent --show-error --location --output /tmp/powershell.tar.gz {address}",
                $"tar -xzf /tmp/powershell.tar.gz -C {Folder}", $"chmod 0755 {Folder}/pwsh", "rm /tmp/powershell.tar.gz");
        }

        if (modules.Count == 0) return;
        stage.Comment("What the scripts require.").Install(null, [$"mkdir -p {Modules}", .. modules.Select(module => $"pwsh -NoProfile -NonInteractive -Command \"{module.Save(Modules)}\"")]);
    }

    private static void CopyProgram(StageBuilder stage, DockerfileBuilder file)
    {
        if (!file.InstallsOnHost)
        {
            stage.Copy([$"{Folder}/"], $"{Folder}/", from: "build");
            return;
        }

        stage.Copy(["powershell/"], $"{Folder}/", from: HostInstall.ContextName)
            .Comment("Unpacked on Windows it would not be a program.")
            .Copy(["powershell/pwsh"], $"{Folder}/pwsh", from: HostInstall.ContextName, chmod: "0755");
    }

    private static void InstallOnHost(string? address, IReadOnlyList<RequiredModule> modules, DockerfileBuilder file)
    {
        const string stop = "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; ";
        List<string> scripts = [];
        if (address is not null)
        {
            scripts.Add($"{stop}New-Item -ItemType Directory -Path out/powershell, out/modules -Force | Out-Null; Invoke-WebRequest -Uri '{address}' -OutFile powershell.tar.gz; "
                + "tar -xzf powershell.tar.gz -C out/powershell; if ($LASTEXITCODE) { throw 'tar failed' }");
        }

        if (modules.Count > 0) scripts.Add($"{stop}New-Item -ItemType Directory -Path out/modules -Force | Out-Null; {string.Join("; ", modules.Select(module => module.Save("out/modules")))}");
        if (scripts.Count == 0) return;
        file.InstallOnHost(new HostInstall
        {
            Tool = "PowerShell",
            Inputs = [],
            Commands = [.. scripts.Select(script => new HostCommand("pwsh", ["-NoProfile", "-NonInteractive", "-Command", script]))],
            Result = "out",
        });
    }
}
