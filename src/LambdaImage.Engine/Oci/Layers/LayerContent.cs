using System.Security.Cryptography;
using System.Text;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A file inside another image's layer. It is readable once <see cref="LayerSpool"/> has taken it
/// out.</summary>
/// <param name="layer">The layer.</param>
/// <param name="ordinal">Number of the entry in it.</param>
/// <param name="length">Bytes.</param>
internal sealed class LayerContent(ILayer layer, int ordinal, long length) : EntryContent
{
    private string? _spool;
    private long _start;

    public ILayer Layer { get; } = layer;

    public int Ordinal { get; } = ordinal;

    public bool IsOut => _spool is not null;

    public override long Length { get; } = length;

    public void TakenOut(string spool, long start) => (_spool, _start) = (spool, start);

    public override Stream Open() => Open(0);

    /// <summary>Opens the bytes from a position on.</summary>
    public Stream Open(long position)
    {
        var spool = _spool
            ?? throw new InvalidOperationException($"Entry {Ordinal} of {Layer.Descriptor.DigestText} was not taken out.");
        var file = new FileStream(spool, FileMode.Open, FileAccess.Read, FileShare.ReadWrite) { Position = _start + position };
        return new LimitedStream(file, Length - position);
    }

    /// <summary>By its place: nobody has to take it out of the layer to know it again.</summary>
    public override byte[] Identify(FileDigests digests, CancellationToken cancel) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"entry {Ordinal} of {Layer.Descriptor.DigestText}"));
}
