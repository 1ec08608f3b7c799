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
        Dependency[] direct = [.. RustCrates.ReadAll(folder).SelectMany(crate => crate.Dependencies)];
        if (direct.Length == 0) return null;
        if (CargoLock.Production(folder, direct) is not { } tree)
        {
            return SbomParts.Flat(direct.DistinctBy(crate => crate.Name).Select(crate => Part(crate.Name, null, crate.File, crate.Line))) with
            {
                Warnings = [SbomWarnings.OnlyDirect(CargoToml.File, null, "cargo generate-lockfile")],
            };
        }

        return new(
            [.. tree.Packages.Select(crate => Part(crate.Name, crate.Version, CargoToml.LockFile, crate.Line) with
            {
                Hash = SbomHash.Parse(crate.Integrity),
                Needs = [.. tree.Needs(crate).Select(Purl)],
            })],
            [.. tree.Roots.Select(Purl)]);
    }

    private static SbomPart Part(string name, string? version, string file, int line) =>
        new(PackageUrl.Of("cargo", null, name, version), name, version) { Place = (file, line) };

    private static string Purl(LockedPackage crate) => Part(crate.Name, crate.Version, "", 0).Purl;
}
