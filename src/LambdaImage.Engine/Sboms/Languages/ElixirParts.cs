using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Packages of Hex. <see href="https://github.com/package-url/purl-spec/blob/main/types/hex-definition.json"/></summary>
internal sealed class ElixirParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        if (MixExs.Read(folder) is not { } mix || MixLock.Production(folder, mix.Dependencies) is not { } tree) return null;
        return new(
            [.. tree.Packages.Select(package => new SbomPart(Purl(package), package.Name, package.Version)
            {
                Hash = SbomHash.Parse(package.Integrity),
                Place = (MixExs.LockFile, package.Line),
                Needs = [.. tree.Needs(package).Select(Purl)],
            })],
            [.. tree.Roots.Select(Purl)]);
    }

    private static string Purl(LockedPackage package) => PackageUrl.Of("hex", null, package.Name, package.Version);
}
