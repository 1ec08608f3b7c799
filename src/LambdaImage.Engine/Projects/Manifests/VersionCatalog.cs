using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Gradle's gradle/libs.versions.toml, which gives names to dependencies and plugins.
/// <see href="https://docs.gradle.org/current/userguide/version_catalogs.html"/></summary>
internal sealed class VersionCatalog
{
    public const string File = "gradle/libs.versions.toml";

    private readonly TomlManifest _toml;

    private VersionCatalog(TomlManifest toml)
    {
        _toml = toml;
    }

    public static VersionCatalog? Read(ProjectDirectory project) =>
        project.Remember(nameof(VersionCatalog), () => TomlManifest.Read(project, File) is { } toml ? new VersionCatalog(toml) : null);

    /// <summary>The library behind <c>libs.spring.boot.web</c>, as <c>group:artifact</c>.</summary>
    public Dependency? Library(string accessor) => Entry("libraries", accessor) is not var (key, value) ? null : value switch
    {
        string text when text.Split(':') is [var group, var artifact, .. var version] => Made($"{group}:{artifact}", version.FirstOrDefault(), "libraries", key),
        TomlTable table when Text(table, "module") is { } module => Made(module, Version(table), "libraries", key),
        TomlTable table when Text(table, "group") is { } group => Made($"{group}:{Text(table, "name")}", Version(table), "libraries", key),
        _ => null,
    };

    /// <summary>The plugin behind <c>libs.plugins.spring.boot</c>, by its id.</summary>
    public Dependency? Plugin(string accessor) => Entry("plugins", accessor) is not var (key, value) ? null : value switch
    {
        string text => Made(text.Split(':')[0], text.Split(':').Skip(1).FirstOrDefault(), "plugins", key),
        TomlTable table when Text(table, "id") is { } id => Made(id, Version(table), "plugins", key),
        _ => null,
    };

    /// <summary>The libraries of a bundle.</summary>
    public IEnumerable<Dependency> Bundle(string accessor) => Entry("bundles", accessor) is (_, TomlArray names)
        ? names.OfType<string>().Select(Library).OfType<Dependency>()
        : [];

    /// <summary>A version by its name, as build files read it.</summary>
    public string? VersionOf(string accessor) => Entry("versions", accessor) is (_, string version) ? version : null;

    private Dependency Made(string name, string? version, string table, string key) => new(name, version ?? "", File, _toml.Line(table, key));

    /// <summary>In build files hyphens and underscores are dots.</summary>
    private (string Key, object Value)? Entry(string table, string accessor)
    {
        foreach (var (key, value) in _toml.Table(table) ?? [])
        {
            if (value is not null && key.Replace('-', '.').Replace('_', '.') == accessor.Replace('-', '.').Replace('_', '.')) return (key, value);
        }

        return null;
    }

    private string? Version(TomlTable table)
    {
        if (!table.TryGetValue("version", out var value)) return null;
        return value as string ?? (value is TomlTable reference && Text(reference, "ref") is { } name ? VersionOf(name) : null);
    }

    private static string? Text(TomlTable table, string name) => table.TryGetValue(name, out var value) ? value as string : null;
}
