using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>Microsoft's images and names for processors.</summary>
internal static class DotnetImages
{
    private const string Registry = "mcr.microsoft.com/dotnet";

    /// <summary>Ways of rolling forward that a newer SDK of the same line satisfies.
    /// <see href="https://learn.microsoft.com/dotnet/core/tools/global-json#rollforward"/></summary>
    private static readonly string[] Loose = ["feature", "latestFeature", "minor", "latestMinor", "major", "latestMajor"];

    /// <summary>The SDK: that of the runtime, unless global.json insists on another.</summary>
    public static string Sdk(ProjectDirectory project, LambdaRuntime runtime)
    {
        if (GlobalJson.Read(project) is not { SdkVersion: { } version } json) return $"{Registry}/sdk:{runtime.Version}.0";
        if (!Loose.Contains(json.RollForward, StringComparer.OrdinalIgnoreCase)) return $"{Registry}/sdk:{version}";
        // The line of the older of both: an SDK compiles for older runtimes, never for newer ones.
        var line = version.Split('.') is [var major, ..] && int.TryParse(major, out var asked) && int.TryParse(runtime.Version, out var needed) && asked > needed ? major : runtime.Version;
        return $"{Registry}/sdk:{line}.0";
    }

    public static string AspNet(LambdaRuntime runtime) => $"{Registry}/aspnet:{runtime.Version}.0";

    /// <summary>The runtime identifier of the image. <see href="https://learn.microsoft.com/dotnet/core/rid-catalog"/></summary>
    public static string Identifier(LambdaArchitecture architecture, ParentImage image) =>
        $"linux-{(image.Distribution == LinuxDistribution.Alpine ? "musl-" : "")}{(architecture == LambdaArchitecture.Arm64 ? "arm64" : "x64")}";

    /// <summary>Where the host program is; links do not count as entry points.</summary>
    public static string Program(ParentImage image) => image.IsLambda ? "/var/lang/bin/dotnet" : "/usr/share/dotnet/dotnet";
}
