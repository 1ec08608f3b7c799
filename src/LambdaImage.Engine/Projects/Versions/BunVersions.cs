using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Bun it wants.</summary>
internal static class BunVersions
{
    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return VersionFiles.Pinned(project, ".bun-version", "bun-v");
        foreach (var tool in VersionFiles.Managed(project, "bun")) yield return tool;
        if (PackageJson.Read(project) is not { } manifest) yield break;
        if (manifest.PackageManager is { } text && text.StartsWith("bun@", StringComparison.Ordinal))
            yield return new AskedVersion(text["bun@".Length..].Split('+')[0], PackageJson.File, manifest.Line("packageManager"));
        yield return manifest.Asked("engines", "bun");
    }
}
