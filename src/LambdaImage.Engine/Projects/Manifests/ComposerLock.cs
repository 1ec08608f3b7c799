using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What composer.lock says will be installed, and which extensions that needs.</summary>
internal sealed class ComposerLock
{
    public const string File = "composer.lock";

    private ComposerLock(JsonObject json, ProjectDirectory project)
    {
        var packages = json["packages"] as JsonArray ?? [];
        var lines = new QuotedLines(project, File);
        Packages = [.. packages.OfType<JsonObject>().Select(package => new Dependency(
            JsonManifest.Text(package, "name") ?? "", (JsonManifest.Text(package, "version") ?? "").TrimStart('v'), File, lines.Find(JsonManifest.Text(package, "name") ?? "")))];
        Extensions = [.. packages.OfType<JsonObject>()
            .SelectMany(package => JsonManifest.Members(package, "require"))
            .Concat(JsonManifest.Members(json, "platform"))
            .Where(member => member.Key.StartsWith("ext-", StringComparison.OrdinalIgnoreCase))
            .DistinctBy(member => member.Key.ToLowerInvariant())
            .Select(member => new Dependency(member.Key["ext-".Length..].ToLowerInvariant(), member.Value, File, lines.Find(member.Key)))];
    }

    /// <summary>Production packages in the version they were resolved to.</summary>
    public IReadOnlyList<Dependency> Packages { get; }

    /// <summary>Extensions, by the name behind <c>ext-</c>, that the project or one of its production packages requires.</summary>
    public IReadOnlyList<Dependency> Extensions { get; }

    public static ComposerLock? Read(ProjectDirectory project) =>
        project.Remember(nameof(ComposerLock), () => project.Json(File) is { } json ? new ComposerLock(json, project) : null);

    public Dependency? Find(string name) => Packages.FirstOrDefault(package => package.Name == name);
}
