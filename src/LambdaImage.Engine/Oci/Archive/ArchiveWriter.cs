using System.Formats.Tar;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Writes the tar that <c>docker load</c>, <c>podman load</c> and skopeo read, in the combined layout of Docker 25:
/// an OCI image layout, and <c>manifest.json</c> that points at the same blobs.</summary>
/// <remarks>Layers are copied as they are stored, so the image read back from the archive has the same digest.</remarks>
internal sealed class ArchiveWriter
{
    /// <summary>The octal size field of ustar ends here; larger members need another header.</summary>
    private const long LargestUstarMember = 0x1_FFFF_FFFF;

    private readonly TarWriter _tar;
    private readonly WriteProgress _progress;
    private readonly HashSet<Digest> _written = [];

    private ArchiveWriter(TarWriter tar, WriteProgress progress)
    {
        _tar = tar;
        _progress = progress;
    }

    /// <summary>Writes an image. The file appears complete or not at all, and its bytes depend on image and tag alone.</summary>
    /// <param name="image">The image; layers that are elsewhere are fetched.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="tag">Name and tag that the image gets where it is loaded.</param>
    /// <param name="reporter">Takes the progress.</param>
    /// <param name="cancel">Stops, and removes what was written.</param>
    /// <exception cref="LambdaImageException">The file cannot be written, or a layer not be read.</exception>
    public static async Task WriteAsync(IImage image, string path, string tag, IWorkReporter reporter, CancellationToken cancel)
    {
        path = Path.GetFullPath(path);
        await using var file = PartialFile.Create(path);
        await using (var tar = new TarWriter(file.Stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var writer = new ArchiveWriter(tar, new WriteProgress(reporter, "Write archive", path, image.Layers.Sum(layer => layer.Descriptor.Size)));
            await writer.WriteImageAsync(image, ImageReference.Parse(tag), tag, cancel);
        }

        await file.CommitAsync(cancel);
    }

    private async Task WriteImageAsync(IImage image, ImageReference name, string shortName, CancellationToken cancel)
    {
        var tag = name.Tag ?? ImageReference.DefaultTag;
        if (name.Tag is null) shortName += ":" + tag;
        var descriptor = image.Descriptor with
        {
            Platform = new Platform { Os = image.Config.Os, Architecture = image.Config.Architecture, Variant = image.Config.Variant },
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [OciArchive.NameAnnotation] = $"{name.Name}:{tag}",
                [OciArchive.TagAnnotation] = tag,
            },
        };
        await WriteDirectoryAsync("blobs/", cancel);
        await WriteDirectoryAsync("blobs/sha256/", cancel);
        foreach (var layer in image.Layers) await WriteLayerAsync(layer, cancel);
        await WriteBlobAsync(image.Manifest.Config.Digest, image.ConfigBytes, cancel);
        await WriteBlobAsync(image.Descriptor.Digest, image.ManifestBytes, cancel);
        var index = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [descriptor] };
        await WriteFileAsync(OciArchive.IndexName, OciJson.Write(index), cancel);
        await WriteFileAsync(DockerArchive.ManifestName, OciJson.Write<DockerArchiveItem[]>(
        [
            new()
            {
                Config = BlobName(image.Manifest.Config.Digest),
                RepoTags = [shortName],
                Layers = [.. image.Layers.Select(layer => BlobName(layer.Descriptor.Digest))],
            },
        ]), cancel);
        await WriteFileAsync(OciArchive.LayoutName, """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray(), cancel);
        _progress.Complete();
    }

    private async Task WriteLayerAsync(ILayer layer, CancellationToken cancel)
    {
        if (!_written.Add(layer.Descriptor.Digest)) return;
        await using var content = new CountingStream(await layer.OpenAsync(cancel), layer.Descriptor.Size, _progress.Add);
        await WriteMemberAsync(BlobName(layer.Descriptor.Digest), content, layer.Descriptor.Size, cancel);
    }

    private async Task WriteBlobAsync(Digest digest, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (_written.Add(digest)) await WriteFileAsync(BlobName(digest), bytes.ToArray(), cancel);
    }

    private Task WriteFileAsync(string name, byte[] bytes, CancellationToken cancel) =>
        WriteMemberAsync(name, new MemoryStream(bytes, writable: false), bytes.Length, cancel);

    private async Task WriteMemberAsync(string name, Stream content, long size, CancellationToken cancel) =>
        await _tar.WriteEntryAsync(Stamped(size > LargestUstarMember
            ? new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }
            : new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content }), cancel);

    private async Task WriteDirectoryAsync(string name, CancellationToken cancel) =>
        await _tar.WriteEntryAsync(Stamped(new UstarTarEntry(TarEntryType.Directory, name)), cancel);

    private static TarEntry Stamped(TarEntry entry)
    {
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        entry.Mode = entry.EntryType == TarEntryType.Directory ? file | execute : file;
        return entry;
    }

    private static string BlobName(Digest digest) => "blobs/sha256/" + digest.Hex;
}
