namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Deno it wants.</summary>
internal static class DenoVersions
{
    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return VersionFiles.Pinned(project, ".deno-version");
        yield return VersionFiles.Pinned(project, ".dvmrc");
        foreach (var tool in VersionFiles.Managed(project, "deno")) yield return tool;
    }
}
