using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Go it wants. A module names the oldest that will do.
/// <see href="https://go.dev/doc/toolchain"/></summary>
internal static class GoVersions
{
    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return VersionFiles.Pinned(project, ".go-version", "go");
        foreach (var tool in VersionFiles.Managed(project, "golang", "go")) yield return tool;
        foreach (var file in new[] { GoMod.File, GoMod.WorkspaceFile })
        {
            if (GoMod.Read(project, file) is not { } module) continue;
            yield return AtLeast(module.Toolchain);
            yield return AtLeast(module.Go);
        }
    }

    private static AskedVersion? AtLeast(AskedVersion? asked) =>
        VersionFiles.Numbered(asked, "go") is { } numbered ? numbered with { Constraint = $">={numbered.Constraint}" } : null;
}
