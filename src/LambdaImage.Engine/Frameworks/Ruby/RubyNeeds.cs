using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>The base image of a Ruby project, its gems, and what both need of the system.</summary>
/// <param name="Image">Base image.</param>
/// <param name="Gems">The Gemfile; null when there is none.</param>
/// <param name="Build">Packages that compile the gems.</param>
/// <param name="Run">Packages that the gems load.</param>
internal sealed record RubyNeeds(ParentImage Image, Gemfile? Gems, IReadOnlyList<string> Build, IReadOnlyList<string> Run)
{
    /// <summary>Chooses the base image: AWS's own for handlers unless it lacks something, Debian for web servers.</summary>
    /// <param name="found">The project.</param>
    /// <param name="file">The document.</param>
    /// <param name="prefersLambda">Whether AWS's own image is the better choice.</param>
    /// <exception cref="LambdaImageException">The user's own choice of base lacks what a gem needs, or a gem cannot work in Lambda.</exception>
    public static RubyNeeds Of(Detection found, DockerfileBuilder file, bool prefersLambda)
    {
        var gems = Gemfile.Read(found.Project);
        LambdaBaseImages.Ruby.Require(found.Runtime);
        if (gems is not null) Check(gems, found, file);
        var debian = $"{LambdaBaseImages.OfficialImages}/ruby:{ExactVersion(gems, found) ?? found.Runtime.Version}-slim-bookworm";
        var standard = prefersLambda ? LambdaBaseImages.Image(found.Runtime) : debian;
        if (prefersLambda && ExactVersion(gems, found) is { } exact)
        {
            file.Warn($"The Gemfile asks for Ruby {exact} and nothing else, and AWS's image has only the newest {found.Runtime.Version}; the image is made of {debian}. 'ruby \"~> {found.Runtime.Version}.0\"' in the Gemfile lifts that.");
            standard = debian;
        }

        var image = file.ChooseBase(standard);
        var needs = Table(gems, found, file, image);
        if (needs.Lacking is { Count: > 0 } lacking)
        {
            var names = string.Join(", ", lacking.Select(need => $"{need.Dependency.Name} ({need.Dependency.File}:{need.Dependency.Line})"));
            if (image != ParentImage.Of(standard)) throw RubyErrors.PackagesLacking(image.Image, image.Distribution!.Value.Name(), names, debian);
            file.Warn($"{image.Distribution!.Value.Name()} has no packages for {names}, so the image is made of {debian} instead of {image.Image}. Another choice: -Base.");
            image = ParentImage.Of(debian);
            needs = Table(gems, found, file, image);
        }

        foreach (var need in needs.Reasons)
        {
            if (need.Row.Refusal is { } refusal) throw RubyErrors.Refused(need.Dependency, refusal, need.Row.Advice);
            if (need.Row.Advice is { } advice) file.Warn($"{need.Dependency.File}:{need.Dependency.Line}: {advice}");
        }

        return new RubyNeeds(image, gems, gems is null || file.Options.Packages.Auto == false ? [] : Builders(gems, image, needs), needs.Run);
    }

    private static SystemNeeds Table(Gemfile? gems, Detection found, DockerfileBuilder file, ParentImage image)
    {
        var distribution = image.Distribution ?? LinuxDistribution.Debian;
        // tzinfo-data is what tzinfo reads instead of the system's files.
        var all = gems?.All.Where(gem => gem.Name != "tzinfo" || gems.Find("tzinfo-data") is null) ?? [];
        return file.Automatic(GemTable.Table.Needs(all, distribution, gem => GemPlatform.IsPrecompiled(gems!, gem.Name, found.Architecture, distribution, file.Options)));
    }

    /// <summary>Whatever gems there are, some may have native code: compilers stay in the build stage.</summary>
    private static IReadOnlyList<string> Builders(Gemfile gems, ParentImage image, SystemNeeds needs)
    {
        var isAmazon = image.Distribution is LinuxDistribution.AmazonLinux2 or LinuxDistribution.AmazonLinux2023;
        var names = new SortedSet<string>(needs.Build, StringComparer.Ordinal);
        names.UnionWith(image.Distribution switch
        {
            LinuxDistribution.AmazonLinux2 => ["gcc", "gcc-c++", "gzip", "make", "pkgconfig", "tar"],
            LinuxDistribution.AmazonLinux2023 => ["gcc", "gcc-c++", "gzip", "make", "pkgconf", "tar"],
            LinuxDistribution.Alpine => ["build-base", "pkgconf", "yaml-dev"],
            _ => ["build-essential", "libyaml-dev", "pkg-config"],
        });
        if (gems.Production.Any(gem => gem.Section == "GIT") || gems.HasGitSource) names.Add(isAmazon && image.Distribution == LinuxDistribution.AmazonLinux2023 ? "git-core" : "git");
        return [.. names];
    }

    private static void Check(Gemfile gems, Detection found, DockerfileBuilder file)
    {
        if (gems.Declared.Count > 0 && gems.Lock is null) throw RubyErrors.LockMissing(found.Project.Path);
        if (gems.Lock is { Platforms.Count: > 0 } locked && !GemPlatform.Fits(locked.Platforms, found.Architecture))
            throw RubyErrors.PlatformMissing(GemfileLock.File, locked.Platforms, GemPlatform.Name(found.Architecture));
        if (gems.Production.FirstOrDefault(gem => gem.Section == "PATH" && RelativePath.Combine(GemfileLock.File, gem.Remote) is null) is { } outside)
            throw RubyErrors.OutsideProject(outside.Dependency, outside.Remote);
        if (file.Options.ForceRubyPlatform == true && gems.Lock is { Platforms.Count: > 0 } other && !other.Platforms.Contains("ruby"))
            file.Warn("Gems are to be compiled, but Gemfile.lock has no platform 'ruby': run 'bundle lock --add-platform ruby'.");
    }

    /// <summary>Bundler insists on the very version that the Gemfile names, so the image has to have that one.</summary>
    private static string? ExactVersion(Gemfile? gems, Detection found) =>
        gems?.ExactRuby(found.Project) is { } exact && exact.StartsWith(found.Runtime.Version + ".", StringComparison.Ordinal) ? exact : null;
}
