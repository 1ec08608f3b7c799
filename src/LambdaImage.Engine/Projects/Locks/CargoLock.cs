using LambdaImage.Engine.Projects.Manifests;
using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>Cargo.lock, which has one list for everything: what only tests need is told apart by the manifests.
/// <see href="https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html"/></summary>
internal static class CargoLock
{
    /// <param name="project">Folder of the lock file.</param>
    /// <param name="manifests">Those of the project's packages.</param>
    /// <returns>Null when there is no lock file, or none of this project.</returns>
    public static LockTree? Production(ProjectDirectory project, IReadOnlyList<CargoToml> manifests)
    {
        if (TomlManifest.Read(project, CargoToml.LockFile) is not { } toml) return null;
        var lines = Lines(project);
        var known = manifests.Where(manifest => manifest.Name is not null).DistinctBy(manifest => manifest.Name).ToDictionary(manifest => manifest.Name!, StringComparer.Ordinal);
        var crates = toml.Array("package").Select(table => Crate(table, lines, known)).ToLookup(crate => crate.Name, StringComparer.Ordinal);
        LockedPackage[] own = [.. crates.SelectMany(same => same).Where(crate => crate.IsOwn)];
        if (own.Length == 0) return null;
        // Libraries are needed as far as a program needs them.
        LockedPackage[] programs = [.. own.Where(crate => known.GetValueOrDefault(crate.Name) is { Binaries.Count: > 0 })];
        return LockTree.Walk([.. (programs.Length > 0 ? programs : own).Select(crate => KeyValuePair.Create(crate.Name, crate.Version))], (name, version) =>
            crates[name].FirstOrDefault(crate => version.Length == 0 || crate.Version == version));
    }

    private static LockedPackage Crate(TomlTable table, Dictionary<(string, string), int> lines, Dictionary<string, CargoToml> manifests)
    {
        var (name, version) = (PythonLock.Text(table, "name") ?? "", PythonLock.Text(table, "version") ?? "");
        // Crates without a source are those of the project.
        var source = PythonLock.Text(table, "source");
        var needless = source is null ? manifests.GetValueOrDefault(name)?.Needless : null;
        return new LockedPackage(name, version, lines.GetValueOrDefault((name, version), 1))
        {
            Integrity = PythonLock.Text(table, "checksum") is { } sum ? "sha256:" + sum : null,
            IsOwn = source is null,
            Repository = source?.StartsWith("git+", StringComparison.Ordinal) == true ? source : null,
            // "name", or where there are several versions "name version", or "name version (source)".
            Dependencies = [.. PythonLock.Texts(table, "dependencies").Select(text => text.Split(' ')).Where(words => needless?.Contains(words[0]) != true)
                .Select(words => KeyValuePair.Create(words[0], words.Length > 1 ? words[1] : ""))],
        };
    }

    private static Dictionary<(string, string), int> Lines(ProjectDirectory project) => Frameworks.Rust.RustCrates.Locked(project)
        .DistinctBy(crate => (crate.Name, crate.Constraint)).ToDictionary(crate => (crate.Name, crate.Constraint), crate => crate.Line);
}
