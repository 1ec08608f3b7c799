using System.Security.Cryptography;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Oci;

/// <summary>Passes reads on and fails, at the end at the latest, when the bytes are not those of the
/// descriptor. A source that cannot be read is told as such: whoever copies from it would take it for a failure to write.</summary>
/// <param name="source">The bytes; closed with this stream.</param>
/// <param name="expected">What they should be.</param>
/// <param name="what">What they are, for errors.</param>
/// <param name="mismatch">Makes the error for another digest, where there is more to say; null: the usual one.</param>
internal sealed class VerifyingStream(Stream source, Descriptor expected, string what, Func<Digest, LambdaImageException>? mismatch = null) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;
    private bool _verified;

    public override long Length => expected.Size;

    public override long Position => _position;

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = source.Read(buffer);
        }
        catch (IOException problem)
        {
            throw ImageErrors.Unreadable(what, what, problem);
        }

        Take(buffer[..count], buffer.Length);
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await source.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException problem)
        {
            throw ImageErrors.Unreadable(what, what, problem);
        }

        Take(buffer.Span[..count], buffer.Length);
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes, int asked)
    {
        if (bytes.IsEmpty)
        {
            if (asked > 0) Verify();
            return;
        }

        _hash.AppendData(bytes);
        _position += bytes.Length;
        if (_position > expected.Size) throw ImageErrors.SizeMismatch(what, expected.Size, _position);
        // A reader that stops after the last byte, as most do, must learn of it too.
        if (_position == expected.Size) VerifyHash();
    }

    private void Verify()
    {
        if (_position != expected.Size) throw ImageErrors.SizeMismatch(what, expected.Size, _position);
        VerifyHash();
    }

    private void VerifyHash()
    {
        if (_verified) return;
        var actual = Digest.FromHash(_hash.GetCurrentHash());
        if (actual != expected.Digest) throw mismatch?.Invoke(actual) ?? ImageErrors.DigestMismatch(what, expected.Digest, actual);
        _verified = true;
    }
}
