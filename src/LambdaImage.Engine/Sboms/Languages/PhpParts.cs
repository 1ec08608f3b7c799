using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Packages of Composer. <see href="https://github.com/package-url/purl-spec/blob/main/types/composer-definition.json"/></summary>
internal sealed class PhpParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        if (folder.Json(ComposerLock.File)?["packages"] is not JsonArray list || ComposerLock.Read(folder) is not { } locked) return Direct(folder);
        // What lies in the project is the project's own.
        var all = list.OfType<JsonObject>().Where(package => JsonManifest.Text(package, "name") is { Length: > 0 }).ToLookup(package => JsonManifest.Text(package, "dist", "type") == "path");
        var versions = locked.Packages.DistinctBy(package => package.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(package => package.Name, StringComparer.OrdinalIgnoreCase);
        var declared = folder.Json(ComposerJson.File) is { } manifest ? JsonManifest.Members(manifest, "require") : [];
        return new([.. all[false].Select(Part)], Found(declared.Concat(all[true].SelectMany(package => JsonManifest.Members(package, "require")))));

        SbomPart Part(JsonObject package)
        {
            var known = versions[JsonManifest.Text(package, "name")!];
            var (vendor, name) = PackageUrl.Split(known.Name);
            return new(Purl(known), name, known.Constraint)
            {
                Group = vendor,
                Hash = JsonManifest.Text(package, "dist", "shasum") is { Length: > 0 } sum ? SbomHash.Parse("sha1:" + sum) : null,
                Licences = JsonManifest.Texts(package["license"]),
                Place = (known.File, known.Line),
                Needs = Found(JsonManifest.Members(package, "require")),
            };
        }

        // What is required and not there is PHP itself, or an extension.
        IReadOnlyList<string> Found(IEnumerable<KeyValuePair<string, string>> names) =>
            [.. names.Select(member => versions.GetValueOrDefault(member.Key)).OfType<Dependency>().Select(Purl)];
    }

    private static SbomParts? Direct(ProjectDirectory folder)
    {
        // What has no vendor is PHP itself, or an extension.
        Dependency[] direct = [.. ComposerJson.Read(folder)?.Dependencies.Where(package => package.Name.Contains('/', StringComparison.Ordinal)) ?? []];
        return direct.Length == 0 ? null : SbomParts.Flat(direct.Select(package => new SbomPart(Purl(package with { Constraint = "" }), PackageUrl.Split(package.Name).Name, null)
        {
            Group = PackageUrl.Split(package.Name).Scope,
            Place = (package.File, package.Line),
        })) with
        {
            Warnings = [SbomWarnings.OnlyDirect(ComposerJson.File, folder.Exists(ComposerLock.File) ? ComposerLock.File : null, "composer update")],
        };
    }

    private static string Purl(Dependency package)
    {
        var (vendor, name) = PackageUrl.Split(package.Name.ToLowerInvariant());
        return PackageUrl.Of("composer", vendor, name, package.Constraint);
    }
}
