using System.Text.RegularExpressions;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Packages of pip, Poetry, Pipenv, PDM and uv. <see href="https://github.com/package-url/purl-spec/blob/main/types/pypi-definition.json"/></summary>
internal sealed partial class PythonParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        if (PythonInstaller.Of(folder) is not { } installer) return null;
        return installer.ReadLock() is { } locked ? Locked(locked, installer.Declared) : Pinned(folder, installer);
    }

    private static SbomParts Locked(PythonLock locked, IReadOnlyList<Dependency> declared)
    {
        // What lies in the project is the project's own.
        PythonLockedPackage[] packages = [.. locked.Production(declared).Where(package => package.Origin is not (PythonPackageOrigin.Path or PythonPackageOrigin.Project))];
        var purls = packages.GroupBy(package => package.Dependency.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Purl(group.Key, group.First().Dependency.Constraint), StringComparer.Ordinal);
        var asked = locked.Packages.Where(package => package.Origin is PythonPackageOrigin.Path or PythonPackageOrigin.Project).SelectMany(package => package.Needs);
        return new(
            [.. packages.Select(package => Part(package.Dependency, package.Dependency.Constraint, package.Hashes) with { Needs = Found(package.Needs) })],
            Found(declared.Select(dependency => dependency.Name).Concat(asked)));

        IReadOnlyList<string> Found(IEnumerable<string> names) =>
            [.. names.Select(name => purls.GetValueOrDefault(name)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What a requirements file pins; it does not say what needs what.</summary>
    private static SbomParts Pinned(ProjectDirectory folder, PythonInstaller installer)
    {
        List<string> warnings = [];
        List<SbomPart> parts = [];
        foreach (var dependency in installer.Declared)
        {
            var version = PythonRequirements.PinnedVersion(dependency);
            if (version is null) warnings.Add(SbomWarnings.NotPinned(dependency.File, dependency.Line, dependency.Name));
            parts.Add(Part(dependency, version, PythonRequirements.Hashes(folder, dependency)));
        }

        if (PythonRequirements.Main(folder) is { } file && installer is PipInstaller) warnings.AddRange(PythonRequirements.Nameless(folder, file).Select(line => SbomWarnings.Nameless(line.File, line.Line, line.Name)));
        if (installer is not PipInstaller) warnings.Add(SbomWarnings.OnlyDirect(installer.Declared[0].File, null, installer.Name == "uv" ? "uv lock" : $"{installer.Name.ToLowerInvariant()} lock"));
        return SbomParts.Flat(parts) with { Warnings = warnings };
    }

    private static SbomPart Part(Dependency dependency, string? version, IReadOnlyList<string> hashes) =>
        new(Purl(dependency.Name, version, Repository().Match(dependency.Constraint) is { Success: true } match ? match.Groups["address"].Value : null), dependency.Name, version)
        {
            Archives = [.. hashes.Select(SbomHash.Parse).OfType<SbomHash>()],
            ArchivesUrl = $"https://pypi.org/simple/{dependency.Name}/",
            Place = (dependency.File, dependency.Line),
        };

    private static string Purl(string name, string? version, string? repository = null) => PackageUrl.Of("pypi", null, name, version, ("vcs_url", PackageUrl.Repository(repository)));

    [GeneratedRegex(@"^@\s*(?<address>git\+\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repository();
}
