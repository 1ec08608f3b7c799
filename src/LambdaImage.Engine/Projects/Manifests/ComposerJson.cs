using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of composer.json. <see href="https://getcomposer.org/doc/04-schema.md"/></summary>
internal sealed class ComposerJson
{
    public const string File = "composer.json";

    private readonly JsonObject _json;
    private readonly string _text;

    private ComposerJson(JsonObject json, string text)
    {
        _json = json;
        _text = text;
        var lines = JsonLines.Members(text, "require");
        Dependencies = [.. JsonManifest.Members(json, "require").Select(member => new Dependency(member.Key, member.Value, File, lines.GetValueOrDefault(member.Key, 1)))];
    }

    /// <summary>For example <c>acme/shop</c>.</summary>
    public string? Name => JsonManifest.Text(_json, "name");

    /// <summary>PHP version that Composer resolves for: <c>config.platform.php</c>.</summary>
    public string? PlatformPhp => JsonManifest.Text(_json, "config", "platform", "php");

    public string? RequiredPhp => Find("php")?.Constraint;

    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>Required extensions by the name behind <c>ext-</c>.</summary>
    public IEnumerable<Dependency> Extensions => Dependencies
        .Where(dependency => dependency.Name.StartsWith("ext-", StringComparison.OrdinalIgnoreCase))
        .Select(dependency => dependency with { Name = dependency.Name["ext-".Length..].ToLowerInvariant() });

    public static ComposerJson? Read(ProjectDirectory project) =>
        project.Remember(nameof(ComposerJson), () => project.Json(File) is { } json ? new ComposerJson(json, project.ReadText(File)!) : null);

    public Dependency? Find(string name) => Dependencies.FirstOrDefault(dependency => dependency.Name == name);

    public int Line(params ReadOnlySpan<string> path) => JsonLines.Find(_text, path) ?? 1;
}
