using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads poetry.lock of all versions: up to 1.4 packages have a category, since 2 groups, and between them neither.
/// <see href="https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock"/></summary>
internal static class PoetryLock
{
    public const string File = "poetry.lock";

    public static PythonLock? Read(ProjectDirectory project)
    {
        if (TomlManifest.Read(project, File) is not { } toml) return null;
        var lines = PythonLock.Lines(project, File);
        var older = toml.Table("metadata", "files") ?? [];
        return new PythonLock(File, [.. toml.Array("package").Select(package => Package(package, older, lines))]);
    }

    private static PythonLockedPackage Package(TomlTable package, TomlTable older, IReadOnlyDictionary<string, int> lines)
    {
        var written = PythonLock.Text(package, "name") ?? "";
        var name = PythonRequirements.Normalize(written);
        var source = package.TryGetValue("source", out var value) && value is TomlTable table ? table : [];
        List<TomlTable> files = [.. PythonLock.Tables(package, "files")];
        if (files.Count == 0) files = [.. PythonLock.Tables(older, written)];
        string[] groups = [.. PythonLock.Texts(package, "groups")];
        return new PythonLockedPackage(new Dependency(name, PythonLock.Text(package, "version") ?? "", File, lines.GetValueOrDefault(name, 1)), Origin(source))
        {
            Files = [.. files.Select(file => PythonLock.Text(file, "file")).OfType<string>()],
            Hashes = PythonLock.Hashes(files),
            Needs = package.TryGetValue("dependencies", out var needs) && needs is TomlTable dependencies ? [.. dependencies.Where(IsForLinux).Select(need => PythonRequirements.Normalize(need.Key))] : [],
            // What only extras bring is not installed, as nothing asks for extras of the project itself.
            IsProduction = PythonLock.IsForOtherSystem(Marker(package)) || (package.TryGetValue("optional", out var optional) && optional is true) ? false
                : groups.Length > 0 ? groups.Contains("main")
                : PythonLock.Text(package, "category") is { } category ? category == "main"
                : null,
            Path = Origin(source) == PythonPackageOrigin.Path ? PythonLock.Text(source, "url") : null,
            IsEditable = package.TryGetValue("develop", out var develop) && develop is true,
        };
    }

    /// <summary>One for all groups, or a table of them.</summary>
    private static string? Marker(TomlTable package) =>
        package.TryGetValue("markers", out var markers) && markers is TomlTable groups ? PythonLock.Text(groups, "main") : PythonLock.Text(package, "markers");

    private static bool IsForLinux(KeyValuePair<string, object> need) =>
        need.Value is not TomlTable table || !PythonLock.IsForOtherSystem(PythonLock.Text(table, "markers"));

    private static PythonPackageOrigin Origin(TomlTable source) => PythonLock.Text(source, "type") switch
    {
        "git" => PythonPackageOrigin.Git,
        "directory" or "file" => PythonPackageOrigin.Path,
        "url" => PythonPackageOrigin.Address,
        _ => PythonPackageOrigin.Index,
    };
}
