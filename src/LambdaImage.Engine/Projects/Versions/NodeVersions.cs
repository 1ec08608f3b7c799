using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Node.js it wants.</summary>
internal static class NodeVersions
{
    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return Named(VersionFiles.Raw(project, ".nvmrc"));
        yield return Named(VersionFiles.Raw(project, ".node-version"));
        foreach (var tool in VersionFiles.Managed(project, "nodejs", "node")) yield return tool;
        if (PackageJson.Read(project) is not { } manifest) yield break;
        yield return VersionFiles.Numbered(manifest.Asked("volta", "node"));
        yield return VersionFiles.Numbered(manifest.AskedForDevelopment("runtime", "node"));
        yield return manifest.Asked("engines", "node");
    }

    /// <summary>Package managers are named with their version in package.json.
    /// <see href="https://nodejs.org/api/packages.html#packagemanager"/></summary>
    public static IEnumerable<AskedVersion?> OfPackager(ProjectDirectory project, string name)
    {
        if (PackageJson.Read(project) is not { } manifest) yield break;
        if (manifest.PackageManager is { } text && text.StartsWith(name + "@", StringComparison.Ordinal))
            yield return new AskedVersion(text[(name.Length + 1)..].Split('+')[0], PackageJson.File, manifest.Line("packageManager"));
        foreach (var tool in VersionFiles.Managed(project, name)) yield return tool;
        yield return VersionFiles.Numbered(manifest.Asked("volta", name));
        yield return VersionFiles.Numbered(manifest.AskedForDevelopment("packageManager", name));
        yield return manifest.Asked("engines", name);
    }

    /// <summary>Node.js has names for its lines of long-term support.
    /// <see href="https://nodejs.org/en/about/previous-releases"/></summary>
    private static AskedVersion? Named(AskedVersion? asked) => asked?.Constraint.ToLowerInvariant() switch
    {
        null => null,
        "lts/gallium" => asked with { Constraint = "16" },
        "lts/hydrogen" => asked with { Constraint = "18" },
        "lts/iron" => asked with { Constraint = "20" },
        "lts/jod" => asked with { Constraint = "22" },
        "lts/krypton" => asked with { Constraint = "24" },
        var name when name.StartsWith("lts/", StringComparison.Ordinal) => null,
        _ => VersionFiles.Numbered(asked, "node-"),
    };
}
