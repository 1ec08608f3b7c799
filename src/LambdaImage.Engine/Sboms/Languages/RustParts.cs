using LambdaImage.Engine.Frameworks.Rust;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Crates. <see href="https://github.com/package-url/purl-spec/blob/main/types/cargo-definition.json"/></summary>
internal sealed class RustParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        var manifests = RustCrates.ReadAll(folder);
        Dependency[] direct = [.. manifests.SelectMany(crate => crate.Dependencies)];
        if (direct.Length == 0) return null;
        if (CargoLock.Production(folder, manifests) is not { } tree)
        {
            return SbomParts.Flat(direct.DistinctBy(crate => crate.Name).Select(crate => Part(new(crate.Name, "", crate.Line), crate.File))) with
            {
                Warnings = [SbomWarnings.OnlyDirect(CargoToml.File, folder.Exists(CargoToml.LockFile) ? CargoToml.LockFile : null, "cargo generate-lockfile")],
            };
        }

        return new(
            [.. tree.Packages.Select(crate => Part(crate, CargoToml.LockFile) with
            {
                Hash = SbomHash.Parse(crate.Integrity),
                Needs = [.. tree.Needs(crate).Select(Purl)],
            })],
            [.. tree.Roots.Select(Purl)]);
    }

    private static SbomPart Part(LockedPackage crate, string file) => new(Purl(crate), crate.Name, crate.Version.Length == 0 ? null : crate.Version) { Place = (file, crate.Line) };

    private static string Purl(LockedPackage crate) => PackageUrl.Of("cargo", null, crate.Name, crate.Version, ("vcs_url", PackageUrl.Repository(crate.Repository)));
}
