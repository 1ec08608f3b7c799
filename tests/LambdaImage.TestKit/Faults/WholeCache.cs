using System.IO.Compression;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using Shouldly;

namespace LambdaImage.TestKit.Faults;

/// <summary>Reads a cache folder as the engine would find it: what has its final name must be what the name says.</summary>
internal static class WholeCache
{
    /// <summary>Checks every entry. Drafts, which a killed process leaves behind, have names that nobody looks for.</summary>
    /// <returns>How many entries there are.</returns>
    public static int Check(string cache)
    {
        var entries = 0;
        foreach (var file in Files(cache, "blobs/sha256").Concat(Files(cache, "documents/sha256")).Where(file => !file.Name.Contains('.', StringComparison.Ordinal)))
        {
            Digest.Of(File.ReadAllBytes(file.FullName)).Hex.ShouldBe(file.Name);
            entries++;
        }

        foreach (var note in Files(cache, "layers").Where(file => file.Name == "layer.json"))
        {
            var known = OciJson.Read<LayerNote>(File.ReadAllBytes(note.FullName));
            var blob = File.ReadAllBytes(Path.Combine(note.DirectoryName!, Digest.Parse(known.Digest).Hex + ".tar.gz"));
            (Digest.Of(blob).Value, (long)blob.Length).ShouldBe((known.Digest, known.Size));
            entries++;
        }

        foreach (var file in Files(cache, "compressed").Where(file => file.Name.Split('.') is [_, "tar", "gz"]))
        {
            using var plain = new MemoryStream();
            using (var gzip = new GZipStream(file.OpenRead(), CompressionMode.Decompress)) gzip.CopyTo(plain);
            Digest.Of(plain.ToArray()).Hex.ShouldBe(file.Directory!.Name);
            Digest.Of(File.ReadAllBytes(file.FullName)).Hex.ShouldBe(file.Name.Split('.')[0]);
            entries++;
        }

        return entries;
    }

    private static IEnumerable<FileInfo> Files(string cache, string area)
    {
        var folder = new DirectoryInfo(Path.Combine(cache, area));
        return folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories) : [];
    }
}
