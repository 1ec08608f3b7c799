using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Packages of npm, Yarn, pnpm and Bun. <see href="https://github.com/package-url/purl-spec/blob/main/types/npm-definition.json"/></summary>
internal sealed class NodeParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        var app = NodeApp.Of(folder, project.Handler);
        if (app.Manifest is not { } manifest) return null;
        var packages = NodePackages.Of(app.Root, app.RootManifest ?? manifest);
        var locked = NodeLock.Read(app.Root, manifest, app.Folder, packages.LockFile);
        if (locked.Tree is { } tree)
        {
            return new(
                [.. tree.Packages.Where(package => package.Version.Length > 0).Select(package => Part(package.Name, package.Version, locked.File!, package.Line) with
                {
                    Hash = SbomHash.Parse(package.Integrity),
                    Checksum = package.Integrity is { } checksum && SbomHash.Parse(checksum) is null ? ($"{locked.File}:checksum", checksum) : null,
                    Licences = package.Licence is { } licence ? [licence] : [],
                    IsOptional = package.IsOptional,
                    Needs = [.. tree.Needs(package).Select(Purl)],
                })],
                [.. tree.Roots.Select(Purl)])
            {
                Warnings = tree.Missing.Count == 0 ? [] : [SbomWarnings.NotLocked(locked.File!, tree.Missing, $"{packages.Tool.ToLowerInvariant()} install")],
            };
        }

        return locked.Packages.Count == 0 ? null : SbomParts.Flat([.. locked.Packages.Select(package => Part(package.Name, null, package.File, package.Line))]) with
        {
            Warnings = [SbomWarnings.OnlyDirect(app.Folder + "package.json", packages.LockFile, $"{packages.Tool.ToLowerInvariant()} install")],
        };
    }

    private static SbomPart Part(string name, string? version, string file, int line)
    {
        var (scope, rest) = PackageUrl.Split(name);
        return new(PackageUrl.Of("npm", scope, rest, version), rest, version) { Group = scope, Place = (file, line) };
    }

    private static string Purl(LockedPackage package) => Part(package.Name, package.Version, "", 0).Purl;
}
