using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to push an image from disk, as it is.</summary>
internal sealed class ImportImagePlanner(EngineParts parts, Connections connections)
{
    public async Task<IPlan<PublishedLambdaImage>> PlanAsync(ImportImageRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var location = ImageFile.Find(request.Path) ?? throw ArchiveErrors.NothingThere(request.Path);
        var image = await new ImageOpener(parts, connections, reporter).OpenAsync(location, request.Architecture ?? LambdaArchitecture.X86_64, cancel);
        var (name, tag) = ImageFile.NameOf(image);
        var publish = request.Publish(new BuiltLambdaImage
        {
            Reference = name ?? ExportImagePlanner.NameFrom(request.Path),
            Digest = image.Descriptor.DigestText,
            ImageId = image.Manifest.Config.DigestText,
            Size = image.Manifest.Layers.Sum(layer => layer.Size),
            // Whatever processor it is for: nothing is run here.
            Architecture = LambdaArchitectures.Parse(image.Config.Architecture) ?? LambdaArchitecture.X86_64,
            Builder = "none",
            Location = location,
        });
        if (publish.Tags.Count == 0 && tag is not null && ImageReference.TryParse(publish.Destination)?.Tag is null) publish = publish with { Tags = [tag] };
        return await new PublishPlanner(parts, connections).PlanAsync(publish, reporter, cancel);
    }
}
