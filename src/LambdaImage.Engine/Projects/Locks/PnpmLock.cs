using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>pnpm-lock.yaml of pnpm 8 and later. <see href="https://github.com/pnpm/spec/tree/master/lockfile"/></summary>
internal static class PnpmLock
{
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
            if (at < 0) continue;
            packages.TryAdd(name, new LockedPackage(name[..at], name[(at + 1)..].Split('(')[0], (int)key.Start.Line)
            {
                Integrity = Text(node, "resolution", "integrity") ?? Text(archives, name.Split('(')[0], "resolution", "integrity"),
                IsOptional = Text(node, "optional") == "true",
                Dependencies = [.. Group(node, "dependencies"), .. Group(node, "optionalDependencies")],
            });
        }

        var importer = YamlManifest.Find(root, "importers", folder.Length == 0 ? "." : folder.TrimEnd('/')) ?? root;
        return LockTree.Walk([.. Group(importer, "dependencies"), .. Group(importer, "optionalDependencies")], Find);

        LockedPackage? Find(string name, string version) =>
            packages.GetValueOrDefault($"{name}@{version.TrimStart('/')}") ?? packages.GetValueOrDefault(version.TrimStart('/'));
    }

    private static string? Text(YamlNode? node, params ReadOnlySpan<string> path) => (YamlManifest.Find(node, path) as YamlScalarNode)?.Value;

    /// <summary>The importers' have a range besides the version.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Group(YamlNode node, string name) => YamlManifest.Members(YamlManifest.Find(node, name))
        .Select(member => KeyValuePair.Create(member.Name, ((member.Node as YamlScalarNode) ?? YamlManifest.Find(member.Node, "version") as YamlScalarNode)?.Value ?? ""));
}
