using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>An image in a tar file, whatever tool wrote it, seen as it will be in a registry.</summary>
/// <remarks>Layers that are compressed in the archive are read from it; plain ones are compressed once and read from the cache.</remarks>
internal sealed class ImageArchive : IImage
{
    private ImageArchive(ArchiveContent content, IReadOnlyList<ILayer> layers)
    {
        Config = content.Config;
        ConfigBytes = content.ConfigBytes;
        Layers = layers;
        Name = content.Name;
        var stored = content.Manifest;
        var asStored = stored is not null && content.Layers.All(layer => !layer.IsPlain);
        Manifest = stored is null ? DockerManifest(content, layers)
            : asStored ? stored.Document
            : stored.Document with { Layers = [.. layers.Select(layer => layer.Descriptor)] };
        ManifestBytes = asStored ? stored!.Bytes : OciJson.Write(Manifest);
        Descriptor = Descriptor.Of(stored?.MediaType ?? MediaTypes.DockerManifest, Digest.Of(ManifestBytes.Span), ManifestBytes.Length);
    }

    public ReadOnlyMemory<byte> ManifestBytes { get; }

    public Descriptor Descriptor { get; }

    public ImageManifest Manifest { get; }

    public ReadOnlyMemory<byte> ConfigBytes { get; }

    public ImageConfig Config { get; }

    public IReadOnlyList<ILayer> Layers { get; }

    /// <summary>Name and tag in the archive; null when it has none.</summary>
    public string? Name { get; }

    /// <summary>Opens a tar written by <c>docker save</c> of any version, or an OCI layout in a tar; either may be gzipped as a whole.</summary>
    /// <param name="path">Path of the archive.</param>
    /// <param name="isCached">Whether the archive is in the cache.</param>
    /// <param name="architecture">Which image is wanted where the archive holds several.</param>
    /// <param name="compressed">Keeps the layers that had to be compressed.</param>
    /// <param name="reporter">Takes the progress of compression.</param>
    /// <param name="cancel">Stops opening.</param>
    /// <exception cref="LambdaImageException">It is missing, damaged, no image, or holds none for the processor.</exception>
    public static async Task<ImageArchive> OpenAsync(
        string path, bool isCached, LambdaArchitecture architecture, CompressedLayers compressed, IWorkReporter reporter, CancellationToken cancel)
    {
        compressed.Prune();
        var plain = await PlainPathAsync(path, isCached, compressed, cancel);
        // What was expanded is in the cache, wherever the archive is.
        var isExpanded = plain != path;
        try
        {
            var archive = await ArchiveIndex.ReadAsync(plain, cancel);
            var content = archive.Find(OciArchive.IndexName) is not null ? await OciArchive.ReadAsync(archive, architecture, cancel)
                : archive.Find(DockerArchive.ManifestName) is not null ? await DockerArchive.ReadAsync(archive, cancel)
                : throw ArchiveErrors.NotAnImage(path, $"it has neither {OciArchive.IndexName} nor {DockerArchive.ManifestName}");
            return new ImageArchive(content, await new LayerPreparation(archive, isCached || isExpanded, compressed, reporter).PrepareAsync(content, cancel));
        }
        catch (Exception problem) when (problem is IOException or FormatException or InvalidDataException)
        {
            if (isExpanded) CacheFile.Touch(plain);
            throw ArchiveErrors.NotReadable(path, problem);
        }
        catch (LambdaImageException) when (isExpanded)
        {
            // It may be the expanded form that is damaged: with another time it is compared with what it was.
            CacheFile.Touch(plain);
            throw;
        }
    }

    /// <inheritdoc cref="ArchiveWriter.WriteAsync"/>
    public static Task WriteAsync(IImage image, string path, string tag, IWorkReporter reporter, CancellationToken cancel) =>
        ArchiveWriter.WriteAsync(image, path, tag, reporter, cancel);

    // The archive has no manifest, and the one that 'docker push' would make is in Docker's dialect.
    private static ImageManifest DockerManifest(ArchiveContent content, IReadOnlyList<ILayer> layers) => new()
    {
        MediaType = MediaTypes.DockerManifest,
        Config = Descriptor.Of(MediaTypes.DockerConfig, Digest.Of(content.ConfigBytes.Span), content.ConfigBytes.Length),
        Layers = [.. layers.Select(layer => layer.Descriptor)],
    };

    private static async Task<string> PlainPathAsync(string path, bool isCached, CompressedLayers compressed, CancellationToken cancel)
    {
        try
        {
            var start = new byte[2];
            await using (var file = File.OpenRead(path))
            {
                if (await file.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancel) < 2 || start is not [0x1F, 0x8B]) return path;
            }

            return await compressed.ExpandAsync(path, cancel);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw isCached ? ImageErrors.BuildGone(path) : ArchiveErrors.NotFound(path);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw ArchiveErrors.NotReadable(path, problem);
        }
    }
}
