using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Plans;

/// <summary>Opens a built image wherever its bytes are.</summary>
internal sealed class ImageOpener(EngineParts parts, Connections connections, IWorkReporter reporter)
{
    /// <summary>Opens what a user named.</summary>
    /// <param name="source">The image.</param>
    /// <param name="architecture">Which one of several; null: x86_64 where there is one.</param>
    /// <param name="folder">Takes an image out of an engine's store, where it must stay as long as the image is read; null: such names are not taken.</param>
    /// <param name="cancel">Stops opening.</param>
    /// <returns>The image, and what it is called.</returns>
    public async Task<(string Name, IImage Image)> OpenAsync(ImageInput source, LambdaArchitecture? architecture, string? folder, CancellationToken cancel)
    {
        if (source.Image is { } built) return (built.Reference, await OpenAsync(built, cancel));
        var text = source.Reference!;
        if (folder is not null && StoredEngineImage.Find(text) is { } stored)
        {
            var archive = await stored.SaveAsync(parts.Processes, folder, reporter, cancel);
            return (stored.Name, await OpenAsync(new ImageLocation(ImageLocationKind.Archive, archive), architecture ?? LambdaArchitecture.X86_64, cancel));
        }

        if (ImageFile.Find(text) is { } file) return (file.Value, await OpenAsync(file, architecture ?? LambdaArchitecture.X86_64, cancel));
        var reference = ImageReference.Parse(text);
        var processor = architecture ?? await connections.FindArchitectureAsync(reference, cancel) ?? LambdaArchitecture.X86_64;
        return (reference.ToString(), await connections.OpenImage(reference, processor, cancel));
    }

    /// <summary>The file or folder that an image is in; of one in a store or registry, a name that no file has.</summary>
    public static string PathOf(ImageInput source) => source.Image?.Location.Value ?? source.Reference!;

    /// <summary>All that is to be held while an image is read: its file or folder, and layers that are kept apart from that.</summary>
    /// <param name="place">Where it is; a name that no file has does not matter.</param>
    /// <param name="image">The image.</param>
    public static IEnumerable<string> FilesOf(string place, IImage image) => [place, .. image.Layers.OfType<SectionLayer>().Select(layer => layer.Path)];

    public Task<IImage> OpenAsync(BuiltLambdaImage image, CancellationToken cancel) => OpenAsync(
        // By digest: the tag may have moved since.
        image.Location.Kind == ImageLocationKind.Registry
            ? image.Location with { Value = ImageReference.Parse(image.Location.Value).WithDigest(Digest.Parse(image.Digest)).ToString() }
            : image.Location,
        image.Architecture,
        cancel);

    public async Task<IImage> OpenAsync(ImageLocation location, LambdaArchitecture architecture, CancellationToken cancel)
    {
        if (location.Kind != ImageLocationKind.Registry) parts.Cache.Use(location.Value);
        return location.Kind switch
        {
            ImageLocationKind.OciLayout => await OciLayout.OpenAsync(location.Value, architecture, connections.OpenBlobAsync, parts.Cache.Has(location.Value), cancel),
            ImageLocationKind.Archive => await ImageArchive.OpenAsync(location.Value, parts.Cache.Has(location.Value), architecture, parts.CompressedLayers, reporter, cancel),
            _ => await connections.OpenImage(ImageReference.Parse(location.Value), architecture, cancel),
        };
    }
}
