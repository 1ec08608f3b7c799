using System.Globalization;
using System.Text;

namespace LambdaImage.Engine.Invocations.RuntimeApi;

/// <summary>The server's end of one HTTP/1.1 connection. Small, because HttpListener needs rights for its addresses on Windows and cannot
/// read trailers, which streamed answers fail with. <see href="https://www.rfc-editor.org/rfc/rfc9112"/></summary>
internal sealed class HttpConnection(Stream stream)
{
    private const int BufferSize = 64 * 1024;
    private const int MostHeaders = 100;

    private static readonly Dictionary<string, string> NoTrailers = [];

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private Task<int>? _reading;

    /// <summary>Reads the next request's head.</summary>
    /// <returns>The head; null when the other side has nothing more to say.</returns>
    /// <exception cref="HttpFormatException">It is no HTTP.</exception>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken cancel)
    {
        // Empty lines before a request are allowed.
        string? line;
        do line = await ReadLineAsync(mayEnd: true, cancel);
        while (line is "");
        if (line is null) return null;
        var words = line.Split(' ');
        if (words is not [{ Length: > 0 } method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
            throw new HttpFormatException("the request line is not of the form 'METHOD /path HTTP/1.1'");
        var headers = await ReadFieldsAsync(cancel);
        var connection = headers.GetValueOrDefault("Connection", "");
        return new HttpHead(method, target.Split('?')[0], headers)
        {
            ClosesConnection = connection.Contains("close", StringComparison.OrdinalIgnoreCase)
                || (words[2] == "HTTP/1.0" && !connection.Contains("keep-alive", StringComparison.OrdinalIgnoreCase)),
        };
    }

    /// <summary>Reads the body that belongs to a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="limit">Bytes to keep; the rest is read and dropped, so that the sender hears the answer.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="HttpFormatException">It is no HTTP.</exception>
    public async Task<HttpBody> ReadBodyAsync(HttpHead head, long limit, CancellationToken cancel)
    {
        var coding = head.Header("Transfer-Encoding");
        var lengthText = head.Header("Content-Length");
        if (coding is not null && lengthText is not null) throw new HttpFormatException("it has both Transfer-Encoding and Content-Length");
        if (coding is null && lengthText is null) return new HttpBody(default, 0, NoTrailers);
        if (string.Equals(head.Header("Expect"), "100-continue", StringComparison.OrdinalIgnoreCase))
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancel);
        using var content = new MemoryStream();
        if (lengthText is not null)
        {
            if (!long.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw new HttpFormatException($"Content-Length '{lengthText}' is no number");
            await CopyAsync(length, content, limit, cancel);
            return new HttpBody(content.ToArray(), length, NoTrailers);
        }

        if (!string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase)) throw new HttpFormatException($"Transfer-Encoding '{coding}' is not known here");
        var total = 0L;
        while (await ReadChunkSizeAsync(cancel) is > 0 and var size)
        {
            await CopyAsync(size, content, limit, cancel);
            total += size;
            if (await ReadLineAsync(mayEnd: false, cancel) is not "") throw new HttpFormatException("a chunk is longer than it says");
        }

        return new HttpBody(content.ToArray(), total, await ReadFieldsAsync(cancel));
    }

    /// <summary>Ends when the other side goes away.</summary>
    public async Task WhenGoneAsync()
    {
        // What is heard instead is the next request, which waits for its turn.
        if (_end > _start || await Read() > 0) await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    public async Task WriteAsync(HttpReply reply, bool close, CancellationToken cancel)
    {
        var head = new StringBuilder(FormattableString.Invariant($"HTTP/1.1 {reply.Status} {Phrase(reply.Status)}\r\nContent-Length: {reply.Content.Length}\r\n"));
        if (reply.Content.Length > 0) head.Append("Content-Type: application/json\r\n");
        foreach (var (name, value) in reply.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (close) head.Append("Connection: close\r\n");
        // In one piece: a client that reads the head alone first would wait for a delayed acknowledgement.
        byte[] bytes = [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. reply.Content.Span];
        await stream.WriteAsync(bytes, cancel);
    }

    private static string Phrase(int status) => status switch
    {
        200 => "OK",
        202 => "Accepted",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Request Entity Too Large",
        _ => "",
    };

    private async Task<Dictionary<string, string>> ReadFieldsAsync(CancellationToken cancel)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var count = 0; await ReadLineAsync(mayEnd: false, cancel) is { Length: > 0 } line; count++)
        {
            if (count == MostHeaders) throw new HttpFormatException($"it has more than {MostHeaders} header fields");
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(" \t")) throw new HttpFormatException("a header field has no name");
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            fields[name] = fields.TryGetValue(name, out var first) ? $"{first}, {value}" : value;
        }

        return fields;
    }

    private async Task<long> ReadChunkSizeAsync(CancellationToken cancel)
    {
        var line = await ReadLineAsync(mayEnd: false, cancel);
        return long.TryParse(line!.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size >= 0
            ? size : throw new HttpFormatException("the size of a chunk is no hexadecimal number");
    }

    private async Task<string?> ReadLineAsync(bool mayEnd, CancellationToken cancel)
    {
        var seen = 0;
        int length;
        while ((length = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n')) < 0)
        {
            seen = _end - _start;
            if (seen == BufferSize) throw new HttpFormatException($"a line is longer than {BufferSize} bytes");
            if (await FillAsync(cancel)) continue;
            return mayEnd && seen == 0 ? null : throw new HttpFormatException("it ends in the middle");
        }

        var line = Encoding.UTF8.GetString(_buffer, _start, seen + length).TrimEnd('\r');
        _start += seen + length + 1;
        return line;
    }

    private async Task CopyAsync(long count, MemoryStream target, long limit, CancellationToken cancel)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancel)) throw new HttpFormatException("it ends in the middle");
            var part = (int)Math.Min(count, _end - _start);
            target.Write(_buffer, _start, (int)Math.Min(part, limit - target.Length));
            _start += part;
            count -= part;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        var read = await Read().WaitAsync(cancel);
        _reading = null;
        _end += read;
        return read > 0;
    }

    // One read at a time: the one that waits for the other side to go away becomes the one for the next request.
    private Task<int> Read()
    {
        if (_reading is not null) return _reading;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        return _reading = ReadOrEndAsync();
    }

    private async Task<int> ReadOrEndAsync()
    {
        try
        {
            return await stream.ReadAsync(_buffer.AsMemory(_end));
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
