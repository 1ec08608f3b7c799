using System.Security.Cryptography;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Pulling;

/// <summary>Passes bytes on and fails at their end unless they are exactly what the descriptor promised.</summary>
internal sealed class VerifyingStream(Stream inner, Descriptor expected, string what) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;
    private bool _isVerified;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _isVerified) return 0;
        var count = await inner.ReadAsync(buffer, cancellationToken);
        _read += count;
        if (_read > expected.Size) throw RegistryErrors.SizeMismatch(what, expected.Size, _read);
        if (count > 0)
        {
            _hash.AppendData(buffer.Span[..count]);
            return count;
        }

        if (_read != expected.Size) throw RegistryErrors.SizeMismatch(what, expected.Size, _read);
        var actual = Digest.FromHash(_hash.GetHashAndReset());
        if (actual != expected.Digest) throw RegistryErrors.DigestMismatch(what, expected.DigestText, actual.Value);
        _isVerified = true;
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        _hash.Dispose();
        await base.DisposeAsync();
    }
}
