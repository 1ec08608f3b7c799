using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Ruby it wants.</summary>
internal static class RubyVersions
{
    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return VersionFiles.Pinned(project, ".ruby-version", "ruby-");
        foreach (var tool in VersionFiles.Managed(project, "ruby")) yield return tool;
        if (Gemfile.Read(project) is not { } gemfile) yield break;
        if (gemfile.RubyVersion is { } version) yield return new AskedVersion(version, Gemfile.File, gemfile.RubyVersionLine);
        yield return gemfile.LockedRuby;
    }
}
