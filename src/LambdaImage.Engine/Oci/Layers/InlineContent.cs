using System.Security.Cryptography;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A few bytes in memory: here-documents.</summary>
internal sealed class InlineContent(ReadOnlyMemory<byte> bytes) : EntryContent
{
    public override long Length => bytes.Length;

    public override Stream Open() => new MemoryStream(bytes.ToArray(), writable: false);

    public override byte[] Identify(FileDigests digests, CancellationToken cancel) => SHA256.HashData(bytes.Span);
}
