using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which PHP it wants.</summary>
internal static class PhpVersions
{
    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return VersionFiles.Pinned(project, ".php-version");
        foreach (var tool in VersionFiles.Managed(project, "php")) yield return tool;
        if (ComposerJson.Read(project) is not { } composer) yield break;
        if (composer.PlatformPhp is { } platform)
            yield return new AskedVersion(platform, ComposerJson.File, composer.Line("config", "platform", "php"));
        if (composer.RequiredPhp is { } range)
            yield return new AskedVersion(range, ComposerJson.File, composer.Line("require", "php")) { TildeKeepsMajor = true };
    }
}
