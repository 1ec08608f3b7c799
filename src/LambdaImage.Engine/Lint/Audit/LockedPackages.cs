using System.Text.RegularExpressions;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Frameworks.Ruby;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Lint.Audit;

/// <summary>What production needs by a project's lock file, each with its line, and whether it comes ready for use.</summary>
/// <param name="Packages">The packages; those of the manifest where there is no lock file.</param>
/// <param name="IsPrebuilt">Whether nothing has to be compiled for a package.</param>
internal sealed partial record LockedPackages(IReadOnlyList<Dependency> Packages, Func<Dependency, bool> IsPrebuilt)
{
    private static readonly LockedPackages None = new([], _ => true);

    public static LockedPackages Ruby(ProjectDirectory project, AuditTarget target)
    {
        if (Gemfile.Read(project) is not { } gems) return None;
        // The lock file says more than the Gemfile, and tzinfo-data is what tzinfo reads instead of the system's files.
        var all = gems.Production.Select(gem => gem.Dependency).Concat(gems.Declared).DistinctBy(gem => gem.Name, StringComparer.Ordinal);
        return new([.. all.Where(gem => gem.Name != "tzinfo" || gems.Find("tzinfo-data") is null)],
            gem => GemPlatform.IsPrecompiled(gems, gem.Name, target.Architecture, target.Distribution, new DockerfileOptions()));
    }

    public static LockedPackages Python(ProjectDirectory project, AuditTarget target)
    {
        var packages = PythonDependencies.Of(project);
        var locked = packages.Locked.Select(package => package.Dependency).Concat(packages.All).DistinctBy(package => package.Name, StringComparer.Ordinal);
        var wheels = new PythonTarget(target.Version is ['3', '.', ..] version ? version : "3.13", target.Architecture, target.Distribution);
        return new([.. locked], package => packages.IsPrebuilt(package, wheels));
    }

    public static LockedPackages Node(ProjectDirectory project, AuditTarget target)
    {
        if (PackageJson.Read(project) is not { } manifest) return None;
        var file = project.FirstOf("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock");
        var packages = NodeLock.Read(project, manifest, "", file).Packages;
        // This one replaces the browsers that others look for.
        var hasChromium = packages.Any(package => package.Name == "@sparticuz/chromium");
        return new([.. packages.Where(package => !hasChromium || package.Name is not ("puppeteer" or "playwright" or "chrome-aws-lambda"))], NodePrebuilds.Has);
    }

    /// <summary>Extensions that composer.json and the locked packages require.</summary>
    public static LockedPackages Php(ProjectDirectory project, AuditTarget target) => new(
        [.. Extensions(project, "composer.json", "\"require-dev\"").Concat(Extensions(project, "composer.lock", "\"packages-dev\"")).DistinctBy(extension => extension.Name)],
        _ => true);

    private static IEnumerable<Dependency> Extensions(ProjectDirectory project, string file, string end) => project.Lines(file)
        .TakeWhile(line => !line.Text.Contains(end, StringComparison.Ordinal)).Select(line => (line.Number, Match: ExtensionLine().Match(line.Text)))
        .Where(found => found.Match.Success)
        .Select(found => new Dependency(found.Match.Groups["name"].Value.ToLowerInvariant(), "", file, found.Number));

    [GeneratedRegex(@"""ext-(?<name>[A-Za-z0-9_-]+)""\s*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ExtensionLine();
}
