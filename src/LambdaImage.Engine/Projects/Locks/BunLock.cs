using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>bun.lock, Bun's lock file as text. <see href="https://bun.com/docs/pm/lockfile"/></summary>
internal static class BunLock
{
    public static LockTree? Production(ProjectDirectory project, string file, IEnumerable<Dependency> direct)
    {
        if (project.Json(file)?["packages"] is not JsonObject members) return null;
        var lines = JsonLines.Members(project.ReadText(file)!, "packages");
        var packages = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        foreach (var (key, node) in members)
        {
            if (node is not JsonArray { Count: > 0 } parts || parts[0] is not JsonValue id || id.GetValueKind() != JsonValueKind.String) continue;
            var name = id.GetValue<string>();
            var at = name.IndexOf('@', Math.Min(1, name.Length));
            var settings = parts.OfType<JsonObject>().FirstOrDefault();
            packages[key] = new LockedPackage(at < 0 ? name : name[..at], at < 0 ? "" : name[(at + 1)..], lines.GetValueOrDefault(key, 1))
            {
                // Where two versions are needed, the nested one stands under the name of what needs it.
                Integrity = parts[^1] is JsonValue last && last.GetValueKind() == JsonValueKind.String && last.GetValue<string>() is ['s', 'h', 'a', ..] hash ? hash : null,
                Dependencies = settings is null ? [] : [.. Group(settings, "dependencies", key), .. Group(settings, "optionalDependencies", key)],
            };
        }

        return LockTree.Walk([.. direct.Select(dependency => KeyValuePair.Create(dependency.Name, ""))], (name, parent) =>
            packages.GetValueOrDefault($"{parent}/{name}") ?? packages.GetValueOrDefault(name));
    }

    private static IEnumerable<KeyValuePair<string, string>> Group(JsonObject settings, string name, string parent) =>
        JsonManifest.Members(settings, name).Select(member => KeyValuePair.Create(member.Key, parent));
}
