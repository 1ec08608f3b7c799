using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>pnpm-lock.yaml of pnpm 8 and later. <see href="https://github.com/pnpm/spec/tree/master/lockfile"/></summary>
internal static class PnpmLock
{
    public static IReadOnlyList<LockedPackage>? Production(ProjectDirectory project, string file, string folder)
    {
        if (YamlManifest.Read(project, file) is not { Root: var root }) return null;
        var packages = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        foreach (var (key, node) in YamlManifest.Members(YamlManifest.Find(root, "snapshots") ?? YamlManifest.Find(root, "packages")))
        {
            var name = key.TrimStart('/');
            var at = name.IndexOf('@', Math.Min(1, name.Length));
            if (at < 0) continue;
            packages.TryAdd(name, new LockedPackage(name[..at], name[(at + 1)..].Split('(')[0], (int)node.Start.Line)
            {
                Dependencies = [.. Group(node, "dependencies"), .. Group(node, "optionalDependencies")],
            });
        }

        var importer = YamlManifest.Find(root, "importers", folder.Length == 0 ? "." : folder.TrimEnd('/')) ?? root;
        return LockWalk.From([.. Group(importer, "dependencies"), .. Group(importer, "optionalDependencies")], Find);

        LockedPackage? Find(string name, string version) =>
            packages.GetValueOrDefault($"{name}@{version.TrimStart('/')}") ?? packages.GetValueOrDefault(version.TrimStart('/'));
    }

    /// <summary>The importers' have a range besides the version.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Group(YamlNode node, string name) => YamlManifest.Members(YamlManifest.Find(node, name))
        .Select(member => KeyValuePair.Create(member.Name, ((member.Node as YamlScalarNode) ?? YamlManifest.Find(member.Node, "version") as YamlScalarNode)?.Value ?? ""));
}
