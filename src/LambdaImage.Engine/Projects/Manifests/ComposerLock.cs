using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What composer.lock says will be installed, and which extensions that needs.</summary>
internal sealed class ComposerLock
{
    public const string File = "composer.lock";

    private ComposerLock(JsonObject json, ProjectDirectory project)
    {
        var packages = json["packages"] as JsonArray ?? [];
        Packages = [.. packages.OfType<JsonObject>().Select(package => new Dependency(
            JsonManifest.Text(package, "name") ?? "", (JsonManifest.Text(package, "version") ?? "").TrimStart('v'), File, Line(project, JsonManifest.Text(package, "name") ?? "")))];
        Extensions = [.. packages.OfType<JsonObject>()
            .SelectMany(package => JsonManifest.Members(package, "require"))
            .Concat(JsonManifest.Members(json, "platform"))
            .Where(member => member.Key.StartsWith("ext-", StringComparison.OrdinalIgnoreCase))
            .DistinctBy(member => member.Key.ToLowerInvariant())
            .Select(member => new Dependency(member.Key["ext-".Length..].ToLowerInvariant(), member.Value, File, Line(project, member.Key)))];
    }

    /// <summary>Production packages in the version they were resolved to.</summary>
    public IReadOnlyList<Dependency> Packages { get; }

    /// <summary>Extensions, by the name behind <c>ext-</c>, that the project or one of its production packages requires.</summary>
    public IReadOnlyList<Dependency> Extensions { get; }

    public static ComposerLock? Read(ProjectDirectory project) => project.Json(File) is { } json ? new ComposerLock(json, project) : null;

    public Dependency? Find(string name) => Packages.FirstOrDefault(package => package.Name == name);

    private static int Line(ProjectDirectory project, string name) =>
        project.Lines(File).FirstOrDefault(line => line.Text.Contains($"\"{name}\"", StringComparison.Ordinal)).Number is > 0 and var line ? line : 1;
}
