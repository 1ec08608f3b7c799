using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>RubyGems' names of platforms. <see href="https://guides.rubygems.org/gems-with-extensions/"/></summary>
internal static class GemPlatform
{
    /// <summary>The platform to lock for.</summary>
    public static string Name(LambdaArchitecture architecture) => architecture == LambdaArchitecture.Arm64 ? "aarch64-linux" : "x86_64-linux";

    /// <summary>Whether a lock file can be installed on a processor.</summary>
    public static bool Fits(IReadOnlyList<string> platforms, LambdaArchitecture architecture) =>
        platforms.Any(platform => platform == "ruby" || Matches(platform, architecture));

    /// <summary>Whether a gem is locked in a form that is ready for use.</summary>
    public static bool IsPrecompiled(Gemfile gems, string name, LambdaArchitecture architecture, LinuxDistribution distribution, DockerfileOptions options) =>
        options.ForceRubyPlatform != true && gems.Production.Any(gem => gem.Dependency.Name == name && gem.Platform is { } platform && Matches(platform, architecture)
            && platform.EndsWith("musl", StringComparison.Ordinal) == (distribution == LinuxDistribution.Alpine && platform.Split('-').Length > 2));

    private static bool Matches(string platform, LambdaArchitecture architecture) =>
        platform == Name(architecture) || platform.StartsWith(Name(architecture) + "-", StringComparison.Ordinal);
}
