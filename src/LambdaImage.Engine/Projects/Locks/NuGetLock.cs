using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>packages.lock.json of NuGet, else project.assets.json, which every restore leaves in obj.
/// <see href="https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies"/></summary>
internal static class NuGetLock
{
    public const string File = "packages.lock.json";
    public const string AssetsFile = "obj/project.assets.json";

    /// <param name="project">The project.</param>
    /// <param name="manifest">The project file.</param>
    /// <returns>The file and what it says; null when there is none.</returns>
    public static (string File, LockTree Tree)? Production(ProjectDirectory project, CsProj manifest)
    {
        var folder = manifest.Folder;
        if (project.Json(folder + File) is { } locked) return (folder + File, OfLock(locked, project, folder + File, manifest.Unpublished));
        return project.Json(folder + AssetsFile) is { } assets ? (folder + AssetsFile, OfAssets(assets, project, folder + AssetsFile)) : null;
    }

    /// <summary>Frameworks, and below them packages by name.</summary>
    private static LockTree OfLock(JsonObject json, ProjectDirectory project, string file, IReadOnlySet<string> unpublished)
    {
        var lines = new QuotedLines(project, file);
        List<LockedPackage> packages = [];
        List<KeyValuePair<string, string>> roots = [];
        foreach (var (name, node) in Each(json["dependencies"]).SelectMany(framework => Each(framework.Value)))
        {
            // Other projects are the project's own, but what they need is needed.
            var isProject = JsonManifest.Text(node, "type") == "Project";
            if (isProject) roots.AddRange(JsonManifest.Members(node, "dependencies").Select(member => KeyValuePair.Create(member.Key, "")));
            if (isProject || JsonManifest.Text(node, "resolved") is not { } version) continue;
            if (JsonManifest.Text(node, "type") == "Direct" && !unpublished.Contains(name)) roots.Add(KeyValuePair.Create(name, ""));
            packages.Add(new LockedPackage(name, version, lines.Find(name))
            {
                Integrity = JsonManifest.Text(node, "contentHash"),
                Dependencies = [.. JsonManifest.Members(node, "dependencies").Select(member => KeyValuePair.Create(member.Key, ""))],
            });
        }

        return Walk(packages, roots);
    }

    /// <summary>Targets list <c>name/version</c> with what they need, libraries have their hashes.</summary>
    private static LockTree OfAssets(JsonObject json, ProjectDirectory project, string file)
    {
        var lines = new QuotedLines(project, file);
        List<LockedPackage> packages = [];
        List<KeyValuePair<string, string>> roots = [];
        foreach (var (key, node) in Each(json["targets"]).SelectMany(target => Each(target.Value)))
        {
            string[] needs = [.. JsonManifest.Members(node, "dependencies").Select(member => member.Key)];
            if (JsonManifest.Text(node, "type") != "package") roots.AddRange(needs.Select(need => KeyValuePair.Create(need, "")));
            if (JsonManifest.Text(node, "type") != "package" || key.Split('/') is not [var name, var version]) continue;
            packages.Add(new LockedPackage(name, version, lines.Find(key))
            {
                Integrity = JsonManifest.Text(json, "libraries", key, "sha512"),
                Dependencies = [.. needs.Select(need => KeyValuePair.Create(need, ""))],
            });
        }

        roots.AddRange(Each((json["project"] as JsonObject)?["frameworks"]).SelectMany(framework => Each(framework.Value["dependencies"]))
            // What is only for compiling, as analyzers are, brings nothing along.
            .Where(dependency => JsonManifest.Text(dependency.Value, "suppressParent") != "All").Select(dependency => KeyValuePair.Create(dependency.Key, "")));
        return Walk(packages, roots);
    }

    private static LockTree Walk(List<LockedPackage> packages, List<KeyValuePair<string, string>> roots)
    {
        // Several frameworks may resolve to the same; the first counts.
        var byName = packages.DistinctBy(package => package.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(package => package.Name, StringComparer.OrdinalIgnoreCase);
        return LockTree.Walk(roots, (name, _) => byName.GetValueOrDefault(name));
    }

    private static IEnumerable<KeyValuePair<string, JsonObject>> Each(JsonNode? node) =>
        (node as JsonObject ?? []).Where(member => member.Value is JsonObject).Select(member => KeyValuePair.Create(member.Key, (JsonObject)member.Value!));
}
