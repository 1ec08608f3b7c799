using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.TestKit.Faults;

/// <summary>Images in files, as other programs leave them.</summary>
internal static class ImageFiles
{
    /// <summary>What docker saves: a layer that is not compressed, of noise, which takes a moment to be.</summary>
    /// <param name="path">The archive; one that is compressed as a whole is put beside it, with <c>.gz</c>.</param>
    /// <param name="size">Bytes of the layer's file.</param>
    public static async Task SaveAsync(string path, int size)
    {
        var folder = Directory.CreateDirectory(path + ".d").FullName;
        var content = Directory.CreateDirectory(Path.Combine(folder, "content")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(content, "noise"), RandomNumberGenerator.GetBytes(size));
        var image = Directory.CreateDirectory(Path.Combine(folder, "image")).FullName;
        var layer = Path.Combine(image, "layer.tar");
        await TarFile.CreateFromDirectoryAsync(content, layer, includeBaseDirectory: false);
        var config = new ImageConfig
        {
            Os = "linux",
            Architecture = "amd64",
            Config = new ContainerConfig { Entrypoint = ["/noise"] },
            RootFs = new RootFs { DiffIds = [Digest.Of(await File.ReadAllBytesAsync(layer)).Value] },
        };
        await File.WriteAllBytesAsync(Path.Combine(image, "config.json"), OciJson.Write(config));
        await File.WriteAllTextAsync(Path.Combine(image, "manifest.json"), """[{"Config":"config.json","RepoTags":["shop:v1"],"Layers":["layer.tar"]}]""");
        await TarFile.CreateFromDirectoryAsync(image, path, includeBaseDirectory: false);
        Directory.Delete(folder, recursive: true);
        await using var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest);
        await using var plain = File.OpenRead(path);
        await plain.CopyToAsync(packed);
    }

    /// <summary>A base image for Lambda in a layout.</summary>
    /// <param name="folder">The layout.</param>
    /// <param name="name">Name and tag of the image.</param>
    public static Task WriteBaseAsync(string folder, string name) => OciLayout.WriteAsync(
        MemoryImage.Create(null, MediaTypes.OciManifest, null, [MemoryImage.Folder("var"), MemoryImage.Folder("var/task")]),
        folder, name, LayoutContent.Complete, new RecordingReporter(), CancellationToken.None);
}
