using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Packages of Hex. <see href="https://github.com/package-url/purl-spec/blob/main/types/hex-definition.json"/></summary>
internal sealed class ElixirParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        if (MixExs.Read(folder) is not { Dependencies: { Count: > 0 } direct }) return null;
        if (MixLock.Production(folder, direct) is not { } tree)
        {
            return SbomParts.Flat(direct.Select(package => new SbomPart(PackageUrl.Of("hex", null, package.Name, null), package.Name, null) { Place = (package.File, package.Line) })) with
            {
                Warnings = [SbomWarnings.OnlyDirect(MixExs.File, null, "mix deps.get")],
            };
        }

        return new(
            [.. tree.Packages.Select(package => new SbomPart(Purl(package), package.Name, package.Version.Length > 0 ? package.Version : null)
            {
                Hash = SbomHash.Parse(package.Integrity),
                Place = (MixExs.LockFile, package.Line),
                Needs = [.. tree.Needs(package).Select(Purl)],
            })],
            [.. tree.Roots.Select(Purl)]);
    }

    private static string Purl(LockedPackage package) => PackageUrl.Of("hex", null, package.Name, package.Version, ("vcs_url", PackageUrl.Repository(package.Repository)));
}
