using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads Pipfile.lock, which knows hashes but no file names. <see href="https://pipenv.pypa.io/en/latest/pipfile.html"/></summary>
internal static class PipfileLock
{
    public const string File = "Pipfile.lock";

    public static PythonLock? Read(ProjectDirectory project) => project.Json(File) is { } json
        ? new PythonLock(File, [.. (json["default"] as JsonObject ?? []).Select(member => Package(project, member.Key, member.Value as JsonObject ?? []))
            .Where(package => package.IsProduction == true)])
        : null;

    private static PythonLockedPackage Package(ProjectDirectory project, string name, JsonObject package) => new(
        new Dependency(
            PythonRequirements.Normalize(name), (JsonManifest.Text(package, "version") ?? "").TrimStart('='), File,
            JsonLines.Find(project.ReadText(File)!, "default", name) ?? 1),
        package.ContainsKey("git") ? PythonPackageOrigin.Git
            : package.ContainsKey("path") ? PythonPackageOrigin.Path
            : package.ContainsKey("file") ? PythonPackageOrigin.Address
            : PythonPackageOrigin.Index)
    {
        IsProduction = !PythonLock.IsForOtherSystem(JsonManifest.Text(package, "markers")),
        Hashes = JsonManifest.Texts(package["hashes"]),
        Path = JsonManifest.Text(package, "path"),
        IsEditable = package["editable"] is JsonValue editable && editable.TryGetValue<bool>(out var value) && value,
    };
}
