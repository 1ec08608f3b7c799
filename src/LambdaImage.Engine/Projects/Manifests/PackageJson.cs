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
        var lines = JsonLines.Members(text, "dependencies");
        Dependencies = [.. JsonManifest.Members(json, "dependencies").Select(member => new Dependency(member.Key, member.Value, File, lines.GetValueOrDefault(member.Key, 1)))];
    }

    public string? Name => JsonManifest.Text(_json, "name");

    public string? Main => JsonManifest.Text(_json, "main");

    public bool IsModule => JsonManifest.Text(_json, "type") == "module";

    /// <summary>Node.js version range of <c>engines.node</c>.</summary>
    public string? NodeVersion => JsonManifest.Text(_json, "engines", "node");

    /// <summary>For example <c>pnpm@9.1.0</c>.</summary>
    public string? PackageManager => JsonManifest.Text(_json, "packageManager");

    public IReadOnlyList<Dependency> Dependencies { get; }

    public bool HasDevDependencies => JsonManifest.Members(_json, "devDependencies").Count > 0;

    public static PackageJson? Read(ProjectDirectory project) =>
        project.Remember(nameof(PackageJson), () => project.Json(File) is { } json ? new PackageJson(json, project.ReadText(File)!) : null);

    public Dependency? Find(params IEnumerable<string> names) =>
        Dependencies.FirstOrDefault(dependency => names.Contains(dependency.Name));

    /// <summary>Whether folders of the project are packages too.</summary>
    public bool HasWorkspaces => _json["workspaces"] is not null;

    public bool HasPatches => _json["pnpm"]?["patchedDependencies"] is not null;

    public string? Script(string name) => JsonManifest.Text(_json, "scripts", name);

    /// <summary>A version in a table of versions such as <c>engines</c> or <c>volta</c>.</summary>
    public AskedVersion? Asked(string table, string name) =>
        JsonManifest.Text(_json, table, name) is { } version ? new AskedVersion(version, File, Line(table, name)) : null;

    public int Line(params ReadOnlySpan<string> path) => JsonLines.Find(_text, path) ?? 1;
}
