using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>The tools of mise's files, nearest first. <see href="https://mise.jdx.dev/configuration.html"/></summary>
internal static class MiseToml
{
    private static readonly string[] Files = ["mise.toml", ".mise.toml", "mise/config.toml", ".mise/config.toml", ".config/mise.toml", ".config/mise/config.toml"];

    public static IReadOnlyList<Dependency> Read(ProjectDirectory project) =>
        project.Remember<IReadOnlyList<Dependency>>(nameof(MiseToml), () => [.. Files.SelectMany(file => Read(project, file))]);

    private static IEnumerable<Dependency> Read(ProjectDirectory project, string file)
    {
        if (TomlManifest.Read(project, file) is not { } toml) return [];
        return (toml.Table("tools") ?? [])
            .Select(tool => (tool.Key, Version: Version(tool.Value)))
            .Where(tool => tool.Version is not null)
            .Select(tool => new Dependency(Plain(tool.Key), tool.Version!, file, toml.Line("tools", tool.Key)));
    }

    /// <summary>A text, a table with the version, or a list of either.</summary>
    private static string? Version(object? value) => value switch
    {
        string text => text,
        TomlTable table => table.TryGetValue("version", out var version) ? version as string : null,
        TomlArray { Count: > 0 } list when list[0] is not TomlArray => Version(list[0]),
        _ => null,
    };

    private static string Plain(string tool) => tool.StartsWith("core:", StringComparison.Ordinal) ? tool["core:".Length..] : tool;
}
