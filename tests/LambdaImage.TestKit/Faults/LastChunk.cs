namespace LambdaImage.TestKit.Faults;

/// <summary>Looks for the end of a chunked body in bytes that pass by.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1"/></summary>
internal sealed class LastChunk
{
    private byte[] _tail = [];

    private static ReadOnlySpan<byte> Mark => "\r\n0\r\n\r\n"u8;

    public bool IsHere { get; private set; }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        byte[] seen = [.. _tail, .. bytes];
        IsHere = seen.AsSpan().EndsWith(Mark);
        _tail = seen[^Math.Min(seen.Length, Mark.Length)..];
    }
}
