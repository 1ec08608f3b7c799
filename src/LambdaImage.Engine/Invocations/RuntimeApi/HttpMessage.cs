namespace LambdaImage.Engine.Invocations.RuntimeApi;

/// <summary>The head of a request.</summary>
/// <param name="Method">For example <c>GET</c>.</param>
/// <param name="Path">The target as it was sent, without its query.</param>
/// <param name="Headers">Header fields; names in any case.</param>
internal sealed record HttpHead(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    public bool ClosesConnection { get; init; }

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>The body of a request.</summary>
/// <param name="Content">Its bytes; what is beyond the limit was read and dropped.</param>
/// <param name="Length">How many bytes were sent.</param>
/// <param name="Trailers">Fields after a chunked body.</param>
internal sealed record HttpBody(ReadOnlyMemory<byte> Content, long Length, IReadOnlyDictionary<string, string> Trailers)
{
    public bool IsCut => Length > Content.Length;
}

/// <summary>What is answered.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Content">The body.</param>
internal sealed record HttpReply(int Status, ReadOnlyMemory<byte> Content)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>What came is no HTTP.</summary>
internal sealed class HttpFormatException(string message) : Exception(message);
