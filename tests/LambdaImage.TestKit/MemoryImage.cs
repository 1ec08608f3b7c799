using System.IO.Compression;
using System.Text;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.TestKit;

/// <summary>A whole image in memory: a base image for tests that need no registry.</summary>
internal static class MemoryImage
{
    /// <summary>Makes an image.</summary>
    /// <param name="config">Its configuration; the digests of the layers are filled in. Null: linux/amd64 and nothing else.</param>
    /// <param name="manifestType">Docker's or OCI's manifest.</param>
    /// <param name="origin">Repository the layers claim to be in; null: none.</param>
    /// <param name="layers">Entries of each layer, lowest first.</param>
    /// <returns>The image; its layers are <see cref="MemoryLayer"/>s.</returns>
    public static IImage Create(
        ImageConfig? config = null, string manifestType = MediaTypes.DockerManifest, ImageReference? origin = null,
        params IEnumerable<LayerEntry>[] layers)
    {
        var layerType = manifestType == MediaTypes.DockerManifest ? MediaTypes.DockerLayerGzip : MediaTypes.OciLayerGzip;
        var tars = layers.Select(Tar).ToArray();
        var whole = (config ?? new ImageConfig { Os = "linux", Architecture = "amd64" }) with
        {
            RootFs = new RootFs { DiffIds = [.. tars.Select(tar => Digest.Of(tar).Value)] },
        };
        return StoredImage.Compose(manifestType, whole, [.. tars.Select(tar => new MemoryLayer(Gzip(tar), layerType, origin))]);
    }

    public static LayerEntry File(string path, string text = "", int mode = LayerEntry.PlainFile) =>
        new(path, EntryKind.File) { Content = new InlineContent(Encoding.UTF8.GetBytes(text)), Mode = mode };

    public static LayerEntry Folder(string path, int mode = LayerEntry.Executable, long owner = 0) =>
        new(path, EntryKind.Directory) { Mode = mode, UserId = owner, GroupId = owner };

    public static LayerEntry Link(string path, string target) => new(path, EntryKind.SymbolicLink) { LinkTarget = target };

    /// <summary>An entry that hides a path of lower layers, as a layer stores it.</summary>
    public static LayerEntry Hide(string path)
    {
        var slash = path.LastIndexOf('/') + 1;
        return File($"{path[..slash]}.wh.{path[slash..]}");
    }

    private static byte[] Tar(IEnumerable<LayerEntry> entries)
    {
        using var bytes = new MemoryStream();
        var tar = new LayerTarWriter(bytes);
        foreach (var entry in entries) tar.Write(entry, CancellationToken.None);
        tar.Finish();
        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] tar)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(tar);
        return bytes.ToArray();
    }
}

/// <summary>A layer in memory that counts how often it was opened.</summary>
internal sealed class MemoryLayer(byte[] bytes, string mediaType, ImageReference? origin) : ILayer
{
    public Descriptor Descriptor { get; } = Descriptor.Of(mediaType, Digest.Of(bytes), bytes.Length);

    public ImageReference? Origin { get; } = origin;

    public int Opened { get; private set; }

    public Task<Stream> OpenAsync(CancellationToken cancel)
    {
        Opened++;
        return Task.FromResult<Stream>(new VerifyingStream(new MemoryStream(bytes, writable: false), Descriptor, "memory"));
    }
}
