using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>bun.lock, Bun's lock file as text. Bun installs for all packages of a workspace. <see href="https://bun.com/docs/pm/lockfile"/></summary>
internal static class BunLock
{
    private static readonly string[] Folders = ["workspace:", "file:", "link:", "root:"];

    public static LockTree? Production(ProjectDirectory project, string file, IEnumerable<Dependency> direct)
    {
        if (project.Json(file) is not { } json || json["packages"] is not JsonObject members) return null;
        var lines = JsonLines.Members(project.ReadText(file)!, "packages");
        var workspaces = (json["workspaces"] as JsonObject ?? []).Where(member => member.Value is JsonObject).ToDictionary(member => member.Key, member => (JsonObject)member.Value!, StringComparer.Ordinal);
        var packages = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        foreach (var (key, node) in members)
        {
            if (node is not JsonArray { Count: > 0 } parts || parts[0] is not JsonValue id || id.GetValueKind() != JsonValueKind.String) continue;
            var text = id.GetValue<string>();
            var at = text.IndexOf('@', Math.Min(1, text.Length));
            var (name, version) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
            var folder = version.StartsWith("workspace:", StringComparison.Ordinal) ? version["workspace:".Length..] : null;
            packages[key] = new LockedPackage(name, version, lines.GetValueOrDefault(key, 1))
            {
                Integrity = parts[^1] is JsonValue last && last.GetValueKind() == JsonValueKind.String && last.GetValue<string>() is ['s', 'h', 'a', ..] hash ? hash : null,
                IsOwn = Folders.Any(kind => version.StartsWith(kind, StringComparison.Ordinal)),
                // Where two versions are needed, the nested one stands under the name of what needs it.
                Dependencies = [.. Needs(folder is null ? parts.OfType<JsonObject>().FirstOrDefault() : workspaces.GetValueOrDefault(folder), key)],
            };
        }

        var roots = workspaces.Count == 0 ? direct.Select(dependency => KeyValuePair.Create(dependency.Name, ""))
            : workspaces.SelectMany(workspace => Needs(workspace.Value, workspace.Key.Length == 0 ? "" : JsonManifest.Text(workspace.Value, "name") ?? ""));
        return LockTree.Walk([.. roots], Find);

        // As Node.js looks for modules: beside what needs it, then further up.
        LockedPackage? Find(string name, string parent)
        {
            for (var place = parent; place.Length > 0; place = Above(place))
            {
                if (packages.GetValueOrDefault($"{place}/{name}") is { } nested) return nested;
            }

            return packages.GetValueOrDefault(name);
        }
    }

    /// <summary>Names of what a package needs, each with the place of the package. Bun installs peers too, unless they are optional.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Needs(JsonObject? package, string place)
    {
        if (package is null) return [];
        var optional = JsonManifest.Texts(package["optionalPeers"]);
        return JsonManifest.Members(package, "dependencies").Concat(JsonManifest.Members(package, "optionalDependencies"))
            .Concat(JsonManifest.Members(package, "peerDependencies").Where(peer => !optional.Contains(peer.Key)))
            .Select(need => KeyValuePair.Create(need.Key, place));
    }

    /// <summary>The place without its last name, which may have a scope.</summary>
    private static string Above(string place)
    {
        var names = place.Split('/');
        return string.Join('/', names[..^(names is [.., ['@', ..], _] ? 2 : 1)]);
    }
}
