using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>package-lock.json and npm-shrinkwrap.json of every npm: since npm 7 a list of folders, before that a tree of names.
/// <see href="https://docs.npmjs.com/cli/configuring-npm/package-lock-json"/></summary>
internal static class NpmLock
{
    private const string Folder = "node_modules/";

    /// <param name="project">Folder of the lock file.</param>
    /// <param name="file">The lock file.</param>
    /// <param name="folder">Folder of the package that becomes the image, with a slash at the end; empty for the project itself.</param>
    /// <param name="direct">What package.json asks for; the older lock files do not repeat it.</param>
    /// <returns>Null when the file is none that npm wrote.</returns>
    public static LockTree? Production(ProjectDirectory project, string file, string folder, IEnumerable<Dependency> direct)
    {
        if (project.Json(file) is not { } json) return null;
        var folders = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        if (json["packages"] is JsonObject packages)
        {
            foreach (var (path, node) in packages)
            {
                if (node is JsonObject package) folders[path] = package;
            }
        }
        else if (json["dependencies"] is JsonObject dependencies)
        {
            Unfold(dependencies, "", folders);
            folders[""] = new JsonObject { ["dependencies"] = new JsonObject(direct.Select(each => KeyValuePair.Create(each.Name, (JsonNode?)each.Constraint))) };
        }
        else
        {
            return null;
        }

        return Tree(folders, folder.TrimEnd('/'), JsonLines.Members(project.ReadText(file)!, json["packages"] is JsonObject ? "packages" : "dependencies"));
    }

    private static LockTree Tree(Dictionary<string, JsonObject> folders, string app, IReadOnlyDictionary<string, int> lines)
    {
        var found = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        foreach (var (path, package) in folders)
        {
            var start = path.LastIndexOf(Folder, StringComparison.Ordinal);
            if (start < 0 || Is(package, "dev")) continue;
            var place = path[(start + Folder.Length)..];
            var (name, version) = (JsonManifest.Text(package, "name") ?? place, JsonManifest.Text(package, "version") ?? "");
            var target = Is(package, "link") ? JsonManifest.Text(package, "resolved") ?? "" : path;
            // In older lock files the version tells of another name, or of a folder.
            if (version.StartsWith("npm:", StringComparison.Ordinal) && version.LastIndexOf('@') is > 4 and var at) (name, version) = (version[4..at], version[(at + 1)..]);
            found[path] = new LockedPackage(name, version, lines.GetValueOrDefault(path, lines.GetValueOrDefault(place, 1)))
            {
                HasScript = package.ContainsKey("requires") ? null : Is(package, "hasInstallScript"),
                Integrity = JsonManifest.Text(package, "integrity"),
                Licence = JsonManifest.Text(package, "license"),
                IsOptional = Is(package, "optional") || Is(package, "devOptional"),
                IsOwn = target != path || version.StartsWith("file:", StringComparison.Ordinal),
                // Which of several versions is meant depends on the folder of the package.
                Dependencies = [.. Needs(folders.GetValueOrDefault(target, package), target)],
            };
        }

        // The project itself and the packages of its workspace are no packages of the registry.
        var tree = LockTree.Walk(
            [.. folders.Where(pair => !pair.Key.Contains(Folder, StringComparison.Ordinal) && (app.Length == 0 || pair.Key.Length == 0 || pair.Key == app)).SelectMany(pair => Needs(pair.Value, pair.Key))],
            Resolve) with
        {
            // Peers may be missing.
            Missing = [],
        };
        // For the whole project everything is installed that is not marked as for development; for one package of a workspace, what it and the root need.
        return app.Length == 0 ? tree with { Packages = [.. found.Values.Where(package => !package.IsOwn)] } : tree;

        // As Node.js looks for modules: in the package's own folder, then in each folder above.
        LockedPackage? Resolve(string name, string path)
        {
            for (var folder = path; ; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
            {
                if (!folder.EndsWith("node_modules", StringComparison.Ordinal) && found.GetValueOrDefault($"{folder}{(folder.Length > 0 ? "/" : "")}{Folder}{name}") is { } package) return package;
                if (folder.Length == 0) return null;
            }
        }
    }

    /// <summary>Gives the packages of an older lock file the folders that they are installed into.</summary>
    private static void Unfold(JsonObject dependencies, string parent, Dictionary<string, JsonObject> folders)
    {
        foreach (var (name, node) in dependencies)
        {
            if (node is not JsonObject package) continue;
            var path = $"{parent}{Folder}{name}";
            if (package["dependencies"] is JsonObject nested) Unfold(nested, path + "/", folders);
            folders[path] = package;
        }
    }

    /// <summary>Names of what a package needs, each with its folder; in older lock files <c>requires</c> has them, and <c>dependencies</c> is what lies in its folder.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Needs(JsonObject package, string folder)
    {
        string[] groups = package["requires"] is JsonObject ? ["requires"] : package.ContainsKey("requires") ? [] : ["dependencies", "optionalDependencies", "peerDependencies"];
        return groups.SelectMany(group => JsonManifest.Members(package, group)).Select(member => KeyValuePair.Create(member.Key, folder)).Distinct();
    }

    private static bool Is(JsonObject package, string member) => package[member] is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
