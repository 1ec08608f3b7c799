using System.Globalization;
using System.Text;

namespace LambdaImage.TestKit.Faults;

/// <summary>First line and headers of an HTTP/1.1 message. <see href="https://www.rfc-editor.org/rfc/rfc9112"/></summary>
internal sealed record HttpHead(string Line, IReadOnlyList<string> Headers)
{
    public string[] Words => Line.Split(' ');

    /// <summary>Bytes of the body: 0 where it does not say, and as many as come where only their end is marked.</summary>
    public long Length => IsChunked ? long.MaxValue : Get("Content-Length") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    public bool IsChunked => Get("Transfer-Encoding") is "chunked";

    public string? Get(string name) => Headers.FirstOrDefault(header => IsNamed(header, name))?[(name.Length + 1)..].Trim();

    public HttpHead Without(string name) => this with { Headers = [.. Headers.Where(header => !IsNamed(header, name))] };

    public HttpHead With(string name, string value) => this with { Headers = [.. Without(name).Headers, $"{name}: {value}"] };

    public byte[] ToBytes() => Encoding.Latin1.GetBytes($"{Line}\r\n{string.Concat(Headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>Reads a head and nothing of what follows it; null: the other side has hung up.</summary>
    public static async Task<HttpHead?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var bytes = new List<byte>(512);
        var one = new byte[1];
        while (!(bytes.Count > 3 && bytes[^1] == '\n' && bytes[^3] == '\n'))
        {
            if (await stream.ReadAsync(one, cancel) == 0) return null;
            bytes.Add(one[0]);
        }

        var lines = Encoding.Latin1.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new HttpHead(lines[0], lines[1..]);
    }

    /// <summary>Answers, and leaves out what comes after so many bytes of the body.</summary>
    public static async Task AnswerAsync(Stream stream, int status, string headers, string body, CancellationToken cancel, long? cutAt = null) =>
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"HTTP/1.1 {status} Said by the proxy\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n"
                + body[..(int)Math.Min(cutAt ?? body.Length, body.Length)]), cancel);

    private static bool IsNamed(string header, string name) => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);
}
