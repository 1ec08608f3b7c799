using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of package.json. <see
/// href="https://docs.npmjs.com/cli/configuring-npm/package-json"/></summary>
internal sealed class PackageJson
{
    public const string File = "package.json";

    private readonly JsonObject _json;
    private readonly string _text;

    private PackageJson(JsonObject json, string text)
    {
        _json = json;
        _text = text;
        Dependencies = Group("dependencies");
        OptionalDependencies = Group("optionalDependencies");
        DevDependencies = Group("devDependencies");
    }

    public string? Name => JsonManifest.Text(_json, "name");

    public string? Main => JsonManifest.Text(_json, "main");

    public bool IsModule => JsonManifest.Text(_json, "type") == "module";

    /// <summary>Node.js version range of <c>engines.node</c>.</summary>
    public string? NodeVersion => JsonManifest.Text(_json, "engines", "node");

    /// <summary>For example <c>pnpm@9.1.0</c>.</summary>
    public string? PackageManager => JsonManifest.Text(_json, "packageManager");

    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>Those that may fail to install, for example because they are for other systems.</summary>
    public IReadOnlyList<Dependency> OptionalDependencies { get; }

    /// <summary>Those that only building and testing needs; a framework that is gone after the build is among them.</summary>
    public IReadOnlyList<Dependency> DevDependencies { get; }

    public bool HasDevDependencies => DevDependencies.Count > 0;

    /// <summary>Whether the image needs any package.</summary>
    public bool HasPackages => Dependencies.Count > 0 || OptionalDependencies.Count > 0;

    /// <summary>Whether folders of the project are packages too.</summary>
    public bool HasWorkspaces => _json["workspaces"] is not null;

    /// <summary>Patterns of the folders that are packages too, for example <c>packages/*</c>.</summary>
    public IReadOnlyList<string> Workspaces => JsonManifest.Texts(_json["workspaces"] as JsonArray ?? (_json["workspaces"] as JsonObject)?["packages"]);

    public bool HasPatches => _json["pnpm"]?["patchedDependencies"] is not null;

    public static PackageJson? Read(ProjectDirectory project) =>
        project.Remember(nameof(PackageJson), () => project.Json(File) is { } json ? new PackageJson(json, project.ReadText(File)!) : null);

    /// <summary>The first of the names that production needs.</summary>
    public Dependency? Find(params IEnumerable<string> names) =>
        Dependencies.FirstOrDefault(dependency => names.Contains(dependency.Name));

    /// <summary>The first of the names that anything needs: tools that build a site are mostly among those of development.</summary>
    public Dependency? FindAnywhere(params IEnumerable<string> names) =>
        Find(names) ?? DevDependencies.FirstOrDefault(dependency => names.Contains(dependency.Name));

    /// <summary>Names of the scripts.</summary>
    public IEnumerable<string> Scripts => (_json["scripts"] as JsonObject)?.Select(script => script.Key) ?? [];

    public string? Script(string name) => JsonManifest.Text(_json, "scripts", name);

    /// <summary>A version in a table of versions such as <c>engines</c> or <c>volta</c>.</summary>
    public AskedVersion? Asked(string table, string name) =>
        JsonManifest.Text(_json, table, name) is { } version ? new AskedVersion(version, File, Line(table, name)) : null;

    /// <summary>A version in <c>devEngines</c>, whose members are one object or a list of them.
    /// <see href="https://docs.npmjs.com/cli/configuring-npm/package-json#devengines"/></summary>
    /// <param name="member"><c>runtime</c> or <c>packageManager</c>.</param>
    /// <param name="name">For example <c>node</c>.</param>
    public AskedVersion? AskedForDevelopment(string member, string name)
    {
        var tools = (_json["devEngines"] as JsonObject)?[member];
        return (tools as JsonArray ?? [tools?.DeepClone()]).OfType<JsonObject>().Where(tool => JsonManifest.Text(tool, "name") == name)
            .Select(tool => JsonManifest.Text(tool, "version")).FirstOrDefault(version => version is not null) is { } asked
            ? new AskedVersion(asked, File, Line("devEngines", member))
            : null;
    }

    public int Line(params ReadOnlySpan<string> path) => JsonLines.Find(_text, path) ?? 1;

    private IReadOnlyList<Dependency> Group(string name)
    {
        if (_json[name] is not JsonObject) return [];
        var lines = JsonLines.Members(_text, name);
        return [.. JsonManifest.Members(_json, name).Select(member => new Dependency(member.Key, member.Value, File, lines.GetValueOrDefault(member.Key, 1)))];
    }
}
