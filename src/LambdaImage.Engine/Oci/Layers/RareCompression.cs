using LambdaImage.Engine.Streams;
using SharpCompress.Common;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Plain bytes behind a compression that .NET has no decoder for. What is damaged shows as with the others: as invalid data.</summary>
internal sealed class RareCompression : ForwardStream
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;
    private Stream? _plain;

    private RareCompression(Func<CancellationToken, ValueTask<Stream>> open) => _open = open;

    /// <summary><see href="https://www.rfc-editor.org/rfc/rfc8878"/></summary>
    public static Stream Zstandard(Stream packed) => new RareCompression(_ => new(new DecompressionStream(packed)));

    /// <summary><see href="https://tukaani.org/xz/xz-file-format.txt"/></summary>
    public static Stream Xz(Stream packed) => new RareCompression(_ => new(new XZStream(packed)));

    /// <summary>All members that follow one another, as parallel compressors write them.</summary>
    public static Stream Bzip2(Stream packed) => new RareCompression(async cancel => await BZip2Stream.CreateAsync(
        packed, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true, cancellationToken: cancel));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            // Not before: the decoder begins to read as it is made.
            _plain ??= await _open(cancellationToken);
            return await _plain.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw new InvalidDataException($"The compressed data is damaged: {damage.Message}", damage);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _plain?.Dispose();
        base.Dispose(disposing);
    }

    // The decoders trust the bytes in places, and then fail as any program does.
    private static bool IsDamage(Exception problem) =>
        problem is SharpCompressException or IndexOutOfRangeException or ArgumentException or OverflowException or NullReferenceException;
}
