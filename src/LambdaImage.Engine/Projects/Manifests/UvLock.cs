using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads uv.lock. <see href="https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile"/></summary>
internal static class UvLock
{
    public const string File = "uv.lock";

    public static PythonLock? Read(ProjectDirectory project)
    {
        if (TomlManifest.Read(project, File) is not { } toml) return null;
        var lines = PythonLock.Lines(project, File);
        return new PythonLock(File, [.. toml.Array("package").Select(package => Package(package, lines))]);
    }

    private static PythonLockedPackage Package(TomlTable package, IReadOnlyDictionary<string, int> lines)
    {
        var name = PythonRequirements.Normalize(PythonLock.Text(package, "name") ?? "");
        var source = package.TryGetValue("source", out var value) && value is TomlTable table ? table : [];
        var (origin, path) = Origin(source);
        TomlTable[] files = [.. PythonLock.Tables(package, "wheels"), package.TryGetValue("sdist", out var sdist) && sdist is TomlTable archive ? archive : []];
        return new PythonLockedPackage(new Dependency(name, PythonLock.Text(package, "version") ?? "", File, lines.GetValueOrDefault(name, 1)), origin)
        {
            Files = [.. files.Select(file => PythonLock.Text(file, "url") ?? PythonLock.Text(file, "path") ?? PythonLock.Text(file, "filename")).OfType<string>().Select(PythonLock.FileName)],
            Hashes = PythonLock.Hashes(files),
            Needs = [.. Needs(package, "dependencies")],
            Extras = package.TryGetValue("optional-dependencies", out var optional) && optional is TomlTable extras
                ? extras.Keys.ToDictionary(key => key, IReadOnlyList<string> (key) => [.. Needs(extras, key)], StringComparer.Ordinal)
                : new Dictionary<string, IReadOnlyList<string>>(),
            Path = path,
            IsEditable = source.ContainsKey("editable"),
        };
    }

    private static IEnumerable<string> Needs(TomlTable table, string key)
    {
        foreach (var need in PythonLock.Tables(table, key))
        {
            if (PythonLock.IsForOtherSystem(PythonLock.Text(need, "marker"))) continue;
            var name = PythonRequirements.Normalize(PythonLock.Text(need, "name") ?? "");
            yield return name;
            foreach (var extra in PythonLock.Texts(need, "extra")) yield return $"{name}[{extra}]";
        }
    }

    private static (PythonPackageOrigin Origin, string? Path) Origin(TomlTable source)
    {
        var path = new[] { "virtual", "editable", "directory", "path" }.Select(key => PythonLock.Text(source, key)).FirstOrDefault(text => text is not null);
        if (path is ".") return (PythonPackageOrigin.Project, path);
        if (path is not null) return (PythonPackageOrigin.Path, path);
        return (source.ContainsKey("git") ? PythonPackageOrigin.Git : source.ContainsKey("url") ? PythonPackageOrigin.Address : PythonPackageOrigin.Index, null);
    }
}
