using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>pnpm-lock.yaml of pnpm 8 and later. <see href="https://github.com/pnpm/spec/tree/master/lockfile"/></summary>
internal static class PnpmLock
{
    private const string Link = "link:";

    public static LockTree? Production(ProjectDirectory project, string file, string folder)
    {
        if (YamlManifest.Read(project, file) is not { Root: var root }) return null;
        var packages = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        // Since pnpm 9 a snapshot has only what differs with the peers of a package.
        var archives = YamlManifest.Find(root, "packages");
        var listed = (YamlManifest.Find(root, "snapshots") ?? archives) as YamlMappingNode;
        foreach (var (key, node) in listed ?? [])
        {
            if (key is not YamlScalarNode { Value: { } text }) continue;
            var name = text.TrimStart('/');
            var at = name.IndexOf('@', Math.Min(1, name.Length));
            // What comes from elsewhere has an address in its key, and its name or version beside it.
            var archive = YamlManifest.Find(archives, text.Split('(')[0]);
            if ((Text(archive, "name") ?? (at < 0 ? null : name[..at])) is not { } real) continue;
            var version = at < 0 ? "" : name[(at + 1)..].Split('(')[0];
            packages.TryAdd(name, new LockedPackage(real, Text(archive, "version") ?? version, (int)key.Start.Line)
            {
                Integrity = Text(node, "resolution", "integrity") ?? Text(archive, "resolution", "integrity"),
                IsOptional = Text(node, "optional") == "true",
                IsOwn = version.StartsWith("file:", StringComparison.Ordinal),
                Dependencies = [.. Needs(node, "")],
            });
        }

        var importers = YamlManifest.Find(root, "importers");
        foreach (var (name, node) in YamlManifest.Members(importers)) packages[Link + name] = LockedPackage.Own(name, Needs(node, Place(name)));
        // An installation in the root is one for all of the workspace; that for one package brings what the root needs, too.
        var roots = importers is null ? Needs(root, "")
            : YamlManifest.Members(importers).Where(importer => folder.Length == 0 || Place(importer.Name) is "" || Place(importer.Name) == folder).SelectMany(importer => Needs(importer.Node, Place(importer.Name)));
        return LockTree.Walk([.. roots], Find);

        LockedPackage? Find(string name, string version) => version.StartsWith(Link, StringComparison.Ordinal)
            ? packages.GetValueOrDefault(version) ?? LockedPackage.Own(name)
            : packages.GetValueOrDefault($"{name}@{version.TrimStart('/')}") ?? packages.GetValueOrDefault(version.TrimStart('/'));
    }

    private static string? Text(YamlNode? node, params ReadOnlySpan<string> path) => (YamlManifest.Find(node, path) as YamlScalarNode)?.Value;

    /// <summary>Folder of an importer with a slash at the end; empty for the project itself.</summary>
    private static string Place(string importer) => importer == "." ? "" : importer + "/";

    /// <summary>Links are relative to the folder of the package.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Needs(YamlNode node, string folder) => Group(node, "dependencies").Concat(Group(node, "optionalDependencies"))
        .Select(need => need.Value.StartsWith(Link, StringComparison.Ordinal) ? KeyValuePair.Create(need.Key, Link + RelativePath.Combine(folder, need.Value[Link.Length..])) : need);

    /// <summary>The importers' have a range besides the version.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Group(YamlNode node, string name) => YamlManifest.Members(YamlManifest.Find(node, name))
        .Select(member => KeyValuePair.Create(member.Name, ((member.Node as YamlScalarNode) ?? YamlManifest.Find(member.Node, "version") as YamlScalarNode)?.Value ?? ""));
}
