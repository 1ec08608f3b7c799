using System.Security.Cryptography;
using System.Text;
using LambdaImage.Engine.Caches;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Keeps the digests of a project's files in one file of the cache. What cannot be read is as good as
/// empty.</summary>
/// <param name="folder">Folder of the cache; made when first needed.</param>
/// <param name="project">Whatever tells this project and Dockerfile from others.</param>
internal sealed class FileDigestStore(string folder, string project)
{
    /// <summary>First word of the file. Another format gets another one.</summary>
    private const string Format = "lambdaimage file digests 1";

    private readonly string _path = Path.Combine(folder, Digest.Of(Encoding.UTF8.GetBytes(project)).Hex);

    /// <summary>Opens what an earlier build kept.</summary>
    /// <param name="now">When this build began.</param>
    public FileDigests Open(DateTimeOffset now)
    {
        var digests = new FileDigests(now);
        try
        {
            if (!File.Exists(_path)) return digests;
            var bytes = File.ReadAllBytes(_path);
            var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
            // Its own digest closes the file: half a file has none.
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length))) return digests;
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, content.Length, writable: false));
            if (reader.ReadString() != Format) return digests;
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                digests.Remember(
                    reader.ReadString(),
                    new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()),
                    reader.ReadBytes(SHA256.HashSizeInBytes));
            }

            CacheFile.Touch(_path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Files are read again, that is all.
        }

        return digests;
    }

    /// <summary>Keeps them for the next build.</summary>
    public void Keep(FileDigests digests)
    {
        if (digests.HasNews) CacheFile.Write(_path, Write([.. digests.Trusted()]));
    }

    private static byte[] Write(IReadOnlyCollection<(string Path, FileStamp Stamp, byte[] Sha256)> files)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Format);
        writer.Write(files.Count);
        foreach (var (path, stamp, sha256) in files)
        {
            writer.Write(path);
            writer.Write(stamp.Length);
            writer.Write(stamp.ModifiedAt);
            writer.Write(stamp.Identity);
            writer.Write(sha256);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }
}
