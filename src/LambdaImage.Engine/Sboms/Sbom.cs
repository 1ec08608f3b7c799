using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Sboms.Languages;

namespace LambdaImage.Engine.Sboms;

/// <summary>What is in an image, as far as the project's own files tell: nothing is run, and no layer is opened.</summary>
/// <param name="Image">The image itself.</param>
/// <param name="Parts">What is in it, by package URL.</param>
/// <param name="Roots">Package URLs of what the image has by itself, not through another part.</param>
/// <param name="Warnings">What is missing or not certain.</param>
internal sealed record Sbom(SbomPart Image, IReadOnlyList<SbomPart> Parts, IReadOnlyList<string> Roots, IReadOnlyList<string> Warnings)
{
    private static readonly ISbomLanguage[] Languages =
    [
        new DotnetParts(), new ElixirParts(), new GoParts(), new JavaParts(), new NodeParts(), new PhpParts(), new PythonParts(), new RubyParts(), new RustParts(),
    ];

    /// <summary>Reads the SBOM of a project's image.</summary>
    /// <param name="file">The Dockerfile.</param>
    /// <param name="built">The image, where it is built: its digest and its base are known then.</param>
    /// <param name="place">Where the image is, by digest; null: in no registry.</param>
    /// <exception cref="LambdaImageException">The image comes from no project, or a file cannot be read; the error names the line.</exception>
    public static Sbom Read(LambdaDockerfile file, BuiltLambdaImage? built, ImageReference? place)
    {
        var project = file.Project;
        if (project.Mode == BuildMode.Prebuilt) throw SbomErrors.NoProject(project.SourceImage!);
        var architecture = built?.Architecture ?? project.Architecture;
        var folder = ProjectDirectory.OfLocks(project.Path);
        List<SbomParts> found = [DockerfileParts.Read(file, project.Options.Target, built?.BaseImage, architecture)];
        try
        {
            found.AddRange(Languages.Select(language => language.Read(folder, project with { Architecture = architecture })).OfType<SbomParts>());
        }
        catch (RegexMatchTimeoutException error)
        {
            throw ProjectErrors.TextTooHard(project.Path, folder.LastRead, error);
        }

        var parts = found.SelectMany(each => each.Parts).Where(part => part.Name.Length > 0).GroupBy(part => part.Purl, StringComparer.Ordinal).Select(Merge).OrderBy(part => part.Purl, StringComparer.Ordinal);
        return new(
            ImageOf(project, built, place, architecture),
            [.. parts],
            [.. found.SelectMany(each => each.Roots).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. found.SelectMany(each => each.Warnings)]);
    }

    /// <summary>The same package at several places is one part, which needs what it needs at any of them.</summary>
    private static SbomPart Merge(IEnumerable<SbomPart> same)
    {
        SbomPart[] all = [.. same];
        string[] needs = [.. all.SelectMany(part => part.Needs ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return all[0] with
        {
            Needs = all.Any(part => part.Needs is not null) ? needs : null,
            IsOptional = all.All(part => part.IsOptional),
        };
    }

    private static SbomPart ImageOf(LambdaProject project, BuiltLambdaImage? built, ImageReference? place, LambdaArchitecture architecture) => new(
        place is not null ? PackageUrl.Of(place, architecture) : PackageUrl.Of("oci", null, project.Name, built?.Digest, ("arch", architecture.OciName())),
        place?.Name ?? project.Name,
        place?.Digest?.Value ?? built?.Digest)
    {
        Type = "container",
    };
}
