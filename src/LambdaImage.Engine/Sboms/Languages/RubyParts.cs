using System.Text.RegularExpressions;
using LambdaImage.Engine.Frameworks.Ruby;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Gems. <see href="https://github.com/package-url/purl-spec/blob/main/types/gem-definition.json"/></summary>
internal sealed partial class RubyParts : ISbomLanguage
{
    private const string FromPath = "PATH";
    private const string FromGit = "GIT";

    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        if (Gemfile.Read(folder) is not { } gems) return null;
        if (gems.Lock is not { } locked) return Direct(folder, gems);
        var chosen = gems.Production.Where(gem => gem.Section != FromPath).GroupBy(gem => gem.Dependency.Name, StringComparer.Ordinal)
            .SelectMany(variants => Choose([.. variants], project)).ToList();
        var purls = chosen.ToLookup(gem => gem.Dependency.Name, Purl, StringComparer.Ordinal);
        return new(
            [.. chosen.Select(gem => new SbomPart(Purl(gem), gem.Dependency.Name, VersionOf(gem))
            {
                Hash = SbomHash.Parse(locked.Checksums.GetValueOrDefault((gem.Dependency.Name, gem.Dependency.Constraint))),
                Place = (gem.Dependency.File, gem.Dependency.Line),
                Needs = [.. gem.Needs.SelectMany(need => purls[need])],
            })],
            [.. gems.Declared.Select(gem => gem.Name).Concat(gems.Production.Where(gem => gem.Section == FromPath).SelectMany(gem => gem.Needs)).SelectMany(name => purls[name])]);
    }

    private static SbomParts? Direct(ProjectDirectory folder, Gemfile gems)
    {
        SbomPart[] parts = [.. gems.Declared.Where(gem => !Folder().IsMatch(folder.Lines(gem.File)[gem.Line - 1].Text))
            .Select(gem => new SbomPart(PackageUrl.Of("gem", null, gem.Name, null), gem.Name, null) { Place = (gem.File, gem.Line) })];
        return parts.Length == 0 ? null : SbomParts.Flat(parts) with { Warnings = [SbomWarnings.OnlyDirect(Gemfile.File, null, "bundle lock")] };
    }

    /// <summary>The form of a gem that Bundler installs on the image's processor: one made for it where there is one.</summary>
    private static IEnumerable<LockedGem> Choose(LockedGem[] variants, LambdaProject project)
    {
        var isForced = project.Options.ForceRubyPlatform == true;
        LockedGem[] fitting = [.. variants.Where(gem => !isForced && gem.Platform is { } platform && GemPlatform.Fits([platform], project.Architecture))];
        // Whether the C library is glibc or musl is for the image to say; both forms are told where both are locked.
        return fitting.Length > 0 ? fitting : variants.Where(gem => gem.Platform is null);
    }

    private static string VersionOf(LockedGem gem) => gem.Platform is { } platform ? gem.Dependency.Constraint[..^(platform.Length + 1)] : gem.Dependency.Constraint;

    private static string Purl(LockedGem gem) => PackageUrl.Of(
        "gem", null, gem.Dependency.Name, VersionOf(gem), ("platform", gem.Platform), ("vcs_url", gem.Section == FromGit ? PackageUrl.Repository(gem.Remote) : null));

    /// <summary>A gem that lies in the project.</summary>
    [GeneratedRegex(@"[\s,](:path\s*=>|path:)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Folder();
}
