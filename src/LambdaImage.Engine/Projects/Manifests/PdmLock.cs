using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads pdm.lock. <see href="https://pdm-project.org/latest/usage/lockfile/"/></summary>
internal static class PdmLock
{
    public const string File = "pdm.lock";

    public static PythonLock? Read(ProjectDirectory project)
    {
        if (TomlManifest.Read(project, File) is not { } toml) return null;
        var lines = PythonLock.Lines(project, File);
        return new PythonLock(File, [.. toml.Array("package").Select(package => Package(package, lines)).DistinctBy(package => package.Dependency.Name)]);
    }

    private static PythonLockedPackage Package(TomlTable package, IReadOnlyDictionary<string, int> lines)
    {
        var name = PythonRequirements.Normalize(PythonLock.Text(package, "name") ?? "");
        string[] groups = [.. PythonLock.Texts(package, "groups")];
        return new PythonLockedPackage(new Dependency(name, PythonLock.Text(package, "version") ?? "", File, lines.GetValueOrDefault(name, 1)), Origin(package))
        {
            Files = [.. PythonLock.Tables(package, "files").Select(file => PythonLock.Text(file, "file") ?? PythonLock.Text(file, "url")).OfType<string>().Select(PythonLock.FileName)],
            Hashes = PythonLock.Hashes(PythonLock.Tables(package, "files")),
            Needs = [.. PythonLock.Texts(package, "dependencies").Where(need => !PythonLock.IsForOtherSystem(need))
                .Select(need => PythonRequirements.Parse(need, File, 1)?.Name).OfType<string>()],
            IsProduction = groups.Length == 0 ? null : groups.Contains("default") && !PythonLock.IsForOtherSystem(PythonLock.Text(package, "marker")),
            Path = PythonLock.Text(package, "path"),
            IsEditable = package.TryGetValue("editable", out var editable) && editable is true,
        };
    }

    private static PythonPackageOrigin Origin(TomlTable package) =>
        package.ContainsKey("git") ? PythonPackageOrigin.Git
        : package.ContainsKey("path") ? PythonPackageOrigin.Path
        : package.ContainsKey("url") ? PythonPackageOrigin.Address
        : PythonPackageOrigin.Index;
}
