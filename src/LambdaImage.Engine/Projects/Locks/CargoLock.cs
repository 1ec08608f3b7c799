using LambdaImage.Engine.Projects.Manifests;
using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>Cargo.lock, which has one list for everything: what only tests need is told apart by the manifests.
/// <see href="https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html"/></summary>
internal static class CargoLock
{
    /// <param name="project">Folder of the lock file.</param>
    /// <param name="direct">What the manifests ask for in production.</param>
    /// <returns>Null when there is no lock file.</returns>
    public static LockTree? Production(ProjectDirectory project, IEnumerable<Dependency> direct)
    {
        if (TomlManifest.Read(project, CargoToml.LockFile) is not { } toml) return null;
        var lines = Lines(project);
        // Crates without a source are those of the project.
        var crates = toml.Array("package").Where(table => table.ContainsKey("source")).Select(table => Crate(table, lines))
            .ToLookup(crate => crate.Name, StringComparer.Ordinal);
        return LockTree.Walk([.. direct.Select(dependency => KeyValuePair.Create(dependency.Name, ""))], (name, version) =>
            crates[name].FirstOrDefault(crate => crate.Version == version) ?? crates[name].FirstOrDefault(crate => version.Length == 0));
    }

    private static LockedPackage Crate(TomlTable table, Dictionary<(string, string), int> lines)
    {
        var (name, version) = (PythonLock.Text(table, "name") ?? "", PythonLock.Text(table, "version") ?? "");
        return new LockedPackage(name, version, lines.GetValueOrDefault((name, version), 1))
        {
            Integrity = PythonLock.Text(table, "checksum") is { } sum ? "sha256:" + sum : null,
            // "name", or where there are several versions "name version", or "name version (source)".
            Dependencies = [.. PythonLock.Texts(table, "dependencies").Select(text => text.Split(' ')).Select(words => KeyValuePair.Create(words[0], words.Length > 1 ? words[1] : ""))],
        };
    }

    private static Dictionary<(string, string), int> Lines(ProjectDirectory project) => Frameworks.Rust.RustCrates.Locked(project)
        .DistinctBy(crate => (crate.Name, crate.Constraint)).ToDictionary(crate => (crate.Name, crate.Constraint), crate => crate.Line);
}
