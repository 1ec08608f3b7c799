using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of Deno's configuration. <see
/// href="https://docs.deno.com/runtime/fundamentals/configuration/"/></summary>
internal sealed class DenoJson
{
    private static readonly string[] Files = ["deno.json", "deno.jsonc"];

    private readonly JsonObject _json;
    private readonly string _text;

    private DenoJson(JsonObject json, string text, string file)
    {
        _json = json;
        _text = text;
        File = file;
        var lines = JsonLines.Members(text, "imports");
        Imports = [.. JsonManifest.Members(json, "imports").Select(member => new Dependency(member.Key, member.Value, file, lines.GetValueOrDefault(member.Key, 1)))];
    }

    /// <summary>Which of the two files it is.</summary>
    public string File { get; }

    public string? Name => JsonManifest.Text(_json, "name");

    /// <summary>The module that the package is, for example <c>./main.ts</c>.</summary>
    public string? Exports => JsonManifest.Text(_json, "exports") ?? JsonManifest.Text(_json, "exports", ".");

    /// <summary>Names with the modules they stand for, for example <c>jsr:@hono/hono@^4</c>.</summary>
    public IReadOnlyList<Dependency> Imports { get; }

    /// <summary>Names of tasks.</summary>
    public IEnumerable<string> Tasks => (_json["tasks"] as JsonObject)?.Select(task => task.Key) ?? [];

    /// <summary>Folders of a workspace's packages.</summary>
    public IReadOnlyList<string> Workspace => JsonManifest.Texts(_json["workspace"] as JsonArray ?? (_json["workspace"] as JsonObject)?["members"] as JsonArray);

    public static DenoJson? Read(ProjectDirectory project) => project.Remember(nameof(DenoJson), () =>
        project.FirstOf(Files) is { } file && project.Json(file) is { } json ? new DenoJson(json, project.ReadText(file)!, file) : null);

    /// <summary>The command of a task, which is a text or an object with one.</summary>
    public string? Task(string name) => JsonManifest.Text(_json, "tasks", name) ?? JsonManifest.Text(_json, "tasks", name, "command");

    /// <summary>The import whose module is that package, from JSR, npm or the web.</summary>
    public Dependency? Find(string package) => Imports.FirstOrDefault(import =>
        import.Constraint.Contains($":{package}@", StringComparison.Ordinal) || import.Constraint.EndsWith($":{package}", StringComparison.Ordinal)
        || import.Constraint.Contains($":/{package}@", StringComparison.Ordinal) || import.Constraint.Contains($"deno.land/x/{package}@", StringComparison.Ordinal));

    public int Line(params ReadOnlySpan<string> path) => JsonLines.Find(_text, path) ?? 1;
}
