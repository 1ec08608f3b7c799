using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Modules of Go, as go.mod selects them: also those that only tests need, which the compiler leaves out.
/// <see href="https://github.com/package-url/purl-spec/blob/main/types/golang-definition.json"/></summary>
internal sealed class GoParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        string[] files = folder.Exists(GoMod.File) ? [GoMod.File]
            : [.. GoMod.Read(folder, GoMod.WorkspaceFile)?.Uses.Select(use => RelativePath.Combine(GoMod.File, use + "/" + GoMod.File)).OfType<string>().Where(folder.Exists) ?? []];
        GoMod[] modules = [.. files.Select(file => GoMod.Read(folder, file)!)];
        if (modules.Length == 0) return null;
        var sums = files.SelectMany(file => GoSum.Read(folder, file[..^GoMod.File.Length] + GoSum.File)).DistinctBy(sum => sum.Key)
            .ToDictionary(sum => sum.Key, sum => sum.Value);
        return new(
            [.. modules.SelectMany(module => module.Requires.Concat(module.Indirect).Select(module.Chosen)).OfType<Dependency>().Select(Part)],
            [.. modules.SelectMany(module => module.Requires.Select(module.Chosen)).OfType<Dependency>().Select(dependency => Part(dependency).Purl)]);

        SbomPart Part(Dependency module)
        {
            var (path, name) = PackageUrl.Split(module.Name);
            // Small letters are demanded of the package URL only.
            return new(PackageUrl.Of("golang", path?.ToLowerInvariant(), name.ToLowerInvariant(), module.Constraint), name, module.Constraint)
            {
                Group = path,
                // A hash over the names and hashes of a module's files: no file has it.
                Checksum = sums.TryGetValue((module.Name, module.Constraint), out var sum) ? ("go.sum:h1", sum) : null,
                Place = (module.File, module.Line),
            };
        }
    }
}
