using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Versions;
using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of Cargo.toml. <see
/// href="https://doc.rust-lang.org/cargo/reference/manifest.html"/></summary>
internal sealed partial class CargoToml
{
    public const string File = "Cargo.toml";
    public const string LockFile = "Cargo.lock";

    private static readonly string[] NotInProgram = ["dev-dependencies", "build-dependencies"];

    private readonly TomlManifest _toml;

    private CargoToml(TomlManifest toml, string file, ProjectDirectory project)
    {
        _toml = toml;
        Path = file;
        Members = Texts(toml.Table("workspace"), "members");
        string[] targets = [.. toml.Table("target")?.Keys ?? []];
        Dependencies = [.. Group("dependencies"), .. targets.Where(target => !OtherSystem().IsMatch(target)).SelectMany(target => Group("dependencies", "target", target))];
        var elsewhere = targets.SelectMany(target => NotInProgram.Prepend("dependencies").SelectMany(group => Group(group, "target", target)));
        Needless = NotInProgram.SelectMany(group => Group(group)).Concat(elsewhere).Select(dependency => dependency.Name)
            .Except(Dependencies.Select(dependency => dependency.Name), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        Binaries = Name is null ? [] : [.. DeclaredBinaries(toml), .. FoundBinaries(project, Name)];
    }

    /// <summary>The file, relative to the project.</summary>
    public string Path { get; }

    /// <summary>Name of the package; null when the file is only a workspace.</summary>
    public string? Name => _toml.Text("package", "name");

    public string? DefaultRun => _toml.Text("package", "default-run");

    public string? Edition => _toml.Text("package", "edition");

    public bool IsWorkspace => _toml.Table("workspace") is not null;

    /// <summary>Folders of the workspace's packages, which may be globs.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>The oldest Rust that compiles it.</summary>
    public AskedVersion? RustVersion =>
        _toml.Text("package", "rust-version") is { } version ? new AskedVersion(version, Path, _toml.Line("package", "rust-version"))
        : _toml.Text("workspace", "package", "rust-version") is { } shared ? new AskedVersion(shared, Path, _toml.Line("workspace.package", "rust-version"))
        : null;

    /// <summary>What the program is compiled with for Linux.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>Names of what only tests, build scripts or programs for other systems need.</summary>
    public IReadOnlySet<string> Needless { get; }

    /// <summary>Names of the programs that it makes: those declared and those found where Cargo looks for them.</summary>
    public IReadOnlyList<string> Binaries { get; }

    public static CargoToml? Read(ProjectDirectory project, string file = File) =>
        project.Remember($"{nameof(CargoToml)} {file}", () => TomlManifest.Read(project, file) is { } toml ? new CargoToml(toml, file, project) : null);

    public Dependency? Find(string name) => Dependencies.FirstOrDefault(dependency => dependency.Name == name);

    private IEnumerable<Dependency> Group(string name, params string[] table) => (_toml.Table([.. table, name]) ?? []).Select(member => new Dependency(
        NameOf(member.Key, member.Value), VersionOf(member.Value) ?? "", Path, _toml.Line(string.Join('.', [.. table, name]), member.Key)));

    private static IEnumerable<string> DeclaredBinaries(TomlManifest toml) =>
        (toml.Array("bin")).Select(bin => bin.TryGetValue("name", out var name) ? name as string : null).OfType<string>();

    private IEnumerable<string> FoundBinaries(ProjectDirectory project, string name)
    {
        var folder = Path[..^File.Length];
        var declared = DeclaredBinaries(_toml).ToHashSet(StringComparer.Ordinal);
        var paths = _toml.Array("bin").Select(bin => bin.TryGetValue("path", out var path) ? path as string : null).ToHashSet(StringComparer.Ordinal);
        if (project.Exists($"{folder}src/main.rs") && !paths.Contains("src/main.rs") && declared.Add(name)) yield return name;
        foreach (var file in project.Files($"{folder}src/bin/*.rs").Concat(project.Files($"{folder}src/bin/*/main.rs")))
        {
            var relative = file[folder.Length..];
            var program = relative.EndsWith("/main.rs", StringComparison.Ordinal) ? relative.Split('/')[^2] : relative.Split('/')[^1][..^".rs".Length];
            if (!paths.Contains(relative) && declared.Add(program)) yield return program;
        }
    }

    /// <summary>A dependency may be renamed: <c>lambda = { package = "lambda_runtime" }</c>.</summary>
    private static string NameOf(string key, object? value) =>
        value is TomlTable table && table.TryGetValue("package", out var name) && name is string text ? text : key;

    private static string? VersionOf(object? value) =>
        value as string ?? (value is TomlTable table && table.TryGetValue("version", out var version) ? version as string : null);

    private static IReadOnlyList<string> Texts(TomlTable? table, string name) =>
        table is not null && table.TryGetValue(name, out var value) && value is TomlArray list ? [.. list.OfType<string>()] : [];

    /// <summary>Conditions and names of targets that are not Linux.</summary>
    [GeneratedRegex(
        @"^cfg\(\s*(windows|target_\w+\s*=\s*""(windows|macos|ios|apple|wasm32|wasi)"")\s*\)$|-(windows|apple)-|^wasm",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherSystem();
}
