using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Packages of NuGet. <see href="https://github.com/package-url/purl-spec/blob/main/types/nuget-definition.json"/></summary>
internal sealed class DotnetParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        List<SbomPart> parts = [];
        List<string> roots = [];
        List<string> warnings = [];
        foreach (var one in CsProj.ReadAll(folder))
        {
            if (NuGetLock.Production(folder, one) is var (file, tree))
            {
                roots.AddRange(tree.Roots.Select(Purl));
                parts.AddRange(tree.Packages.Select(package => Part(package.Name, package.Version, file, package.Line) with
                {
                    // NuGet leaves the repository's signature out of this hash, so that the package's file has another.
                    Checksum = package.Integrity is { } hash ? ("nuget:contentHash", hash) : null,
                    Needs = [.. tree.Needs(package).Select(Purl)],
                }));
            }
            else if (one.Dependencies.Any(package => !one.Unpublished.Contains(package.Name)))
            {
                var direct = SbomParts.Flat(one.Dependencies.Where(package => !one.Unpublished.Contains(package.Name)).Select(package => Part(package.Name, null, package.File, package.Line)));
                parts.AddRange(direct.Parts);
                roots.AddRange(direct.Roots);
                warnings.Add(SbomWarnings.OnlyDirect(one.File, null, $"dotnet restore --use-lock-file {one.File}"));
            }
        }

        return parts.Count == 0 ? null : new(parts, roots) { Warnings = warnings };
    }

    private static SbomPart Part(string name, string? version, string file, int line) =>
        new(PackageUrl.Of("nuget", null, name, version), name, version) { Place = (file, line) };

    private static string Purl(LockedPackage package) => Part(package.Name, package.Version, "", 0).Purl;
}
