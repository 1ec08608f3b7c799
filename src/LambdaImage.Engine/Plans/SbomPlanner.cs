using System.Globalization;
using System.Text;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Sboms;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to tell what is in the image of a project, in a file or as text alone.</summary>
internal sealed class SbomPlanner(EngineParts parts)
{
    public Plan<LambdaImageSbom> Plan(SbomRequest request, IWorkReporter reporter)
    {
        var file = request.Dockerfile ?? request.Image!.Dockerfile ?? throw SbomErrors.NoProject(request.Image.Reference);
        var sbom = Sbom.Read(file, request.Image, place: null);
        parts.Warnings.Say(sbom.Warnings, reporter);
        var bytes = CycloneDxWriter.Write(sbom, SourceDate.Of(parts.Environment));
        var result = new LambdaImageSbom
        {
            Path = request.Output,
            Text = Encoding.UTF8.GetString(bytes),
            Components = sbom.Parts.Count,
            Digest = request.Image?.Digest,
            Warnings = sbom.Warnings,
            Dockerfile = file,
        };
        if (request.Output is not { } path) return Plan<LambdaImageSbom>.Of(file.ContextPath, "Read its SBOM", result);
        var action = string.Create(CultureInfo.InvariantCulture, $"Write the SBOM of {file.Project.Name} ({result.Components} components)");
        return new Plan<LambdaImageSbom>(path, action, async (_, cancel) =>
        {
            await using var output = PartialFile.Create(path);
            await output.Stream.WriteAsync(bytes, cancel);
            await output.CommitAsync(cancel);
            return result;
        })
        {
            Preview = result,
        };
    }
}
