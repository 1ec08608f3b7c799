using System.Net.Http.Headers;

namespace LambdaImage.TestKit;

/// <summary>One request that a test double was sent, to be looked at afterwards.</summary>
internal sealed class RecordedRequest(HttpRequestMessage message)
{
    public string Method { get; } = message.Method.Method;

    public Uri Url { get; } = message.RequestUri!;

    /// <summary>Method, host and path, without the query.</summary>
    public string Line => $"{Method} {Url.Authority}{Url.AbsolutePath}";

    public string Path => Url.AbsolutePath;

    public AuthenticationHeaderValue? Authorization { get; } = message.Headers.Authorization;

    public IReadOnlyDictionary<string, string> Headers { get; } = message.Headers.NonValidated
        .Concat(message.Content?.Headers.NonValidated.AsEnumerable() ?? [])
        .ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Length of the body as announced; null: it was not.</summary>
    public long? Announced { get; } = message.Content?.Headers.ContentLength;

    public bool IsBlobRead => Method == "GET" && Path.Contains("/blobs/sha256:", StringComparison.Ordinal);

    public bool IsUpload => Method == "PATCH";

    public bool IsManifestWrite => Method == "PUT" && Path.Contains("/manifests/", StringComparison.Ordinal);

    /// <summary>Bytes of the body that arrived.</summary>
    public long Received { get; set; }

    /// <summary>What was answered; zero while nothing was.</summary>
    public int Status { get; set; }

    /// <summary>One parameter of the query; null when it is not there.</summary>
    public string? Query(string name) => Url.Query.TrimStart('?').Split('&').Select(each => each.Split('=', 2))
        .Where(each => each[0] == name
            && each.Length == 2).Select(each => Uri.UnescapeDataString(each[1])).FirstOrDefault();

    public override string ToString() => $"{Line} → {Status}";
}
