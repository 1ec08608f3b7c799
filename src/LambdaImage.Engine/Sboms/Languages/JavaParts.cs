using LambdaImage.Engine.Frameworks.Java;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;

namespace LambdaImage.Engine.Sboms.Languages;

/// <summary>Artifacts of Maven and Gradle. Maven has no lock file, so its pom.xml tells only what is asked for directly, with a version where one stands there.
/// <see href="https://github.com/package-url/purl-spec/blob/main/types/maven-definition.json"/></summary>
internal sealed class JavaParts : ISbomLanguage
{
    public SbomParts? Read(ProjectDirectory folder, LambdaProject project)
    {
        List<SbomPart> parts = [];
        List<string> warnings = [];
        foreach (var module in JavaModule.ReadAll(folder))
        {
            var file = module.Folder + GradleLock.File;
            if (module.Gradle is not null && GradleLock.Production(folder, file) is { Count: > 0 } locked)
            {
                parts.AddRange(locked.Select(artifact => Part(artifact.Name, artifact.Version, file, artifact.Line)));
                continue;
            }

            var direct = module.Pom?.Dependencies ?? module.Gradle!.Dependencies;
            if (direct.Count == 0) continue;
            parts.AddRange(direct.Select(artifact => Part(artifact.Name, artifact.Constraint is { Length: > 0 } version && char.IsAsciiLetterOrDigit(version[0]) ? version : null, artifact.File, artifact.Line)));
            warnings.Add(module.Pom is null
                ? SbomWarnings.OnlyDirect(module.Manifest, null, "gradle dependencies --write-locks")
                : $"The SBOM lists only what {module.Manifest} asks for, not what that needs in turn: Maven has no lock file. A plugin of the build, org.cyclonedx:cyclonedx-maven-plugin, knows the rest.");
        }

        return parts.Count == 0 ? null : SbomParts.Flat(parts) with { Warnings = warnings };
    }

    private static SbomPart Part(string coordinates, string? version, string file, int line)
    {
        var (group, name) = coordinates.Split(':') is [var first, var second] ? (first, second) : (null, coordinates);
        return new(PackageUrl.Of("maven", group, name, version), name, version) { Group = group, Place = (file, line) };
    }
}
