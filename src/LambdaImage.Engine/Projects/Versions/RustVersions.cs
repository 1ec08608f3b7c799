using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Rust it wants. Channels without a number, <c>stable</c> and <c>nightly</c>, are
/// left to rustup in the build.</summary>
internal static class RustVersions
{
    private static readonly string[] ToolchainFiles = ["rust-toolchain.toml", "rust-toolchain"];

    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return Toolchain(project);
        foreach (var tool in VersionFiles.Managed(project, "rust")) yield return Release(tool);
        if (CargoToml.Read(project)?.RustVersion is { } oldest) yield return oldest with { Constraint = $">={oldest.Constraint}" };
    }

    /// <summary>The older file holds either the newer one's TOML or the bare channel.
    /// <see href="https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file"/></summary>
    private static AskedVersion? Toolchain(ProjectDirectory project)
    {
        if (project.FirstOf(ToolchainFiles) is not { } file) return null;
        if (!project.Lines(file).Any(line => line.Text.Contains('[', StringComparison.Ordinal))) return Release(VersionFiles.Raw(project, file));
        return TomlManifest.Read(project, file) is { } toml && toml.Text("toolchain", "channel") is { } channel
            ? Release(new AskedVersion(channel, file, toml.Line("toolchain", "channel")))
            : null;
    }

    private static AskedVersion? Release(AskedVersion? asked) => asked is { Constraint: [>= '0' and <= '9', ..] } ? asked : null;
}
