using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LambdaImage.TestKit.Aws;
using Shouldly;

namespace LambdaImage.TestKit;

/// <summary>AWS without a network: knows which operation a request is, checks its signature, records it, and answers
/// what a test planned.</summary>
internal sealed partial class FakeAws : HttpMessageHandler
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly Dictionary<string, Func<FakeAwsCall, FakeAwsReply>> _answers = new(StringComparer.Ordinal);
    private readonly List<FakeAwsCall> _calls = [];

    /// <summary>All requests so far, each attempt counted.</summary>
    public IReadOnlyList<FakeAwsCall> Calls
    {
        get
        {
            lock (_calls) return [.. _calls];
        }
    }

    public IEnumerable<string> Operations => Calls.Select(call => call.Operation);

    /// <summary>The secret a request must be signed with, by access key. Null skips the check.</summary>
    public string? Secret { get; set; } = SecretKey;

    /// <summary>Told of each request before it is answered.</summary>
    public Action<FakeAwsCall>? Seen { get; set; }

    public FakeAwsCall Single(string operation) => Calls.Where(call => call.Operation == operation).ShouldHaveSingleItem();

    /// <summary>Plans the answers of an operation: one after the other, the last one for ever.</summary>
    public FakeAws On(string operation, params FakeAwsReply[] replies)
    {
        var next = 0;
        return On(operation, _ => replies[Math.Min(Interlocked.Increment(ref next), replies.Length) - 1]);
    }

    public FakeAws On(string operation, Func<FakeAwsCall, FakeAwsReply> answer)
    {
        _answers[operation] = answer;
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var text = Encoding.UTF8.GetString(body);
        var route = AwsRoute.Of(request, text);
        var call = new FakeAwsCall(route.Operation, request, text);
        if (Secret is { } secret) CheckSignature(request, body, secret);
        CheckModel(route, call);
        lock (_calls) _calls.Add(call);
        Seen?.Invoke(call);
        if (!_answers.TryGetValue(call.Operation, out var answer)) throw new InvalidOperationException($"No answer is planned for {call.Operation}.");
        var reply = answer(call);
        if (reply.Hang) await Task.Delay(Timeout.Infinite, cancellationToken);
        if (reply.Failure is { } failure) throw failure;
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(reply.Body)) { Headers = { ContentType = new MediaTypeHeaderValue(reply.ContentType) } },
        };
        response.Headers.Add("x-amzn-RequestId", FakeAwsReply.RequestId);
        foreach (var (name, value) in reply.Headers) response.Headers.Add(name, value);
        if (reply.ErrorType is { } type) response.Headers.Add("x-amzn-ErrorType", type);
        return response;
    }

    /// <summary>Nothing may be sent that AWS's own description of the service refuses.</summary>
    private static void CheckModel(AwsRoute route, FakeAwsCall call)
    {
        if (route.Service.Length == 0 || ServiceModels.Of(route.Service) is not { } model) return;
        var problems = model.Check(route.Operation, call.Method, call.Uri, call.Body);
        if (problems.Count > 0) throw new InvalidOperationException($"AWS's model refuses {route.Operation}: {string.Join("; ", problems)}");
    }

    /// <summary>Computes the signature as AWS does.
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"/></summary>
    private static void CheckSignature(HttpRequestMessage request, byte[] body, string secret)
    {
        var given = Authorization().Match(request.Headers.GetValues("Authorization").Single());
        given.Success.ShouldBeTrue("the request is not signed");
        var scope = given.Groups["scope"].Value;
        var uri = request.RequestUri!;
        var path = string.Join('/', uri.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        var query = string.Join('&', uri.Query.TrimStart('?').Split('&').Order(StringComparer.Ordinal));
        var names = given.Groups["headers"].Value.Split(';');
        var headers = names.Select(name => $"{name}:{HeaderValue(request, name)}\n");
        var canonical = $"{request.Method}\n{path}\n{query}\n{string.Concat(headers)}\n{string.Join(';', names)}\n{Hex(SHA256.HashData(body))}";
        var date = request.Headers.GetValues("X-Amz-Date").Single();
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        given.Groups["signature"].Value.ShouldBe(Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))), "the signature is wrong");
        names.ShouldContain("host");
    }

    private static string HeaderValue(HttpRequestMessage request, string name)
    {
        if (name == "host") return request.Headers.Host ?? request.RequestUri!.Authority;
        var values = request.Headers.TryGetValues(name, out var found) ? found
            : request.Content!.Headers.TryGetValues(name, out found) ? found : [];
        return string.Join(',', values).Trim();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=[^/]+/(?<scope>[^,]+), SignedHeaders=(?<headers>[^,]+), Signature=(?<signature>[0-9a-f]{64})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Authorization();
}

/// <summary>One request that reached <see cref="FakeAws"/>.</summary>
internal sealed class FakeAwsCall(string operation, HttpRequestMessage request, string body)
{
    private readonly Dictionary<string, string> _headers = request.Headers
        .Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
        .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    public string Operation => operation;

    public string Method { get; } = request.Method.Method;

    public Uri Uri { get; } = request.RequestUri!;

    public string Body => body;

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(body);

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>The names of the body's members, for "nothing else was sent".</summary>
    public IEnumerable<string> Members => Json.EnumerateObject().Select(member => member.Name);
}

/// <summary>An answer of <see cref="FakeAws"/>.</summary>
internal sealed record FakeAwsReply(int Status, string Body, string ContentType = "application/x-amz-json-1.1", string? ErrorType = null)
{
    public const string RequestId = "11111111-2222-3333-4444-555555555555";

    public Exception? Failure { get; private init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public bool Hang { get; private init; }

    public static FakeAwsReply Never => new(0, "") { Hang = true };

    public static FakeAwsReply Json(object body) => new(200, JsonSerializer.Serialize(body));

    public static FakeAwsReply Text(string body) => new(200, body);

    /// <summary>A refusal as the JSON services write it.</summary>
    public static FakeAwsReply Error(int status, string code, string message) =>
        new(status, JsonSerializer.Serialize(new { __type = $"com.amazonaws.example#{code}", message }));

    /// <summary>A refusal as Lambda writes it.</summary>
    public static FakeAwsReply LambdaError(int status, string code, string message) =>
        new(status, JsonSerializer.Serialize(new { Type = "User", Message = message }), "application/json", code + ":http://internal.amazon.com/");

    /// <summary>A refusal as STS writes it.</summary>
    public static FakeAwsReply XmlError(int status, string code, string message) => Xml(
        $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>{RequestId}</RequestId></ErrorResponse>",
        status);

    public static FakeAwsReply Xml(string body, int status = 200) => new(status, body, "text/xml");

    public static FakeAwsReply Html(int status) => new(status, "<html><body>no</body></html>", "text/html");

    public static FakeAwsReply Throw(Exception failure) => new(0, "") { Failure = failure };
}
