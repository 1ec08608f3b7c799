using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LambdaImage.Engine.Oci;

namespace LambdaImage.TestKit;

/// <summary>All the registries of a small internet, as one <see cref="HttpMessageHandler"/>. Strict: a wrong digest, a
/// missing blob, an old
/// upload address and a token without the scope are refused as the strictest of real registries would.</summary>
internal sealed class InMemoryRegistry(TimeProvider clock) : HttpMessageHandler
{
    /// <summary>Storage behind a registry, which refuses any Authorization header as S3 does.</summary>
    public const string StorageHost = "storage.test";

    private readonly ConcurrentDictionary<string, InMemoryRegistryHost> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly List<Fault> _faults = [];
    private int _uploads;
    private int _mostUploads;

    /// <summary>Every request in the order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>The most uploads that were ever under way together.</summary>
    public int MostParallelUploads => _mostUploads;

    /// <summary>Called before each request is answered; a test can hold it up here.</summary>
    public Func<RecordedRequest, CancellationToken, Task> BeforeAnswer { get; set; } = static (_, _) =>
        Task.CompletedTask;

    public TimeProvider Clock => clock;

    /// <summary>The registry at a host, made when it is first named.</summary>
    public InMemoryRegistryHost Host(string authority) =>
        _hosts.GetOrAdd(authority, name => new InMemoryRegistryHost(name, clock));

    /// <summary>Answers the next fitting requests with a failure.</summary>
    public void Fail(Func<RecordedRequest, bool> which, Func<HttpResponseMessage> answer, int times = 1)
    {
        lock (_faults) _faults.Add(new Fault(which, answer, times));
    }

    /// <summary>Answers the next fitting requests with a status and the registry's words for it.</summary>
    public void Fail(Func<RecordedRequest, bool> which, int status, int times = 1, string code = "",
        string message = "", int? retryAfter = null) =>
        Fail(which, () => RegistryAnswer.Error(status, code, message, retryAfter), times);

    /// <summary>Lets the next fitting requests end without an answer.</summary>
    public void Break(Func<RecordedRequest, bool> which, Func<Exception> exception, int times = 1) =>
        Fail(which, () => throw exception(), times);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var record = new RecordedRequest(request);
        _requests.Enqueue(record);
        using var _ = CountUpload(record);
        await BeforeAnswer(record, cancellationToken);
        var answer = TakeFault(record)?.Answer() ?? await AnswerAsync(request, record, cancellationToken);
        record.Status = (int)answer.StatusCode;
        answer.RequestMessage = request;
        return answer;
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        HttpRequestMessage request, RecordedRequest record, CancellationToken cancel)
    {
        if (record.Url.Host == StorageHost) return AnswerFromStorage(record);
        foreach (var host in _hosts.Values)
        {
            if (host.Auth is InMemoryRegistryAuth.Bearer bearer
                && record.Url.AbsoluteUri.StartsWith(bearer.Realm, StringComparison.Ordinal))
                return await bearer.IssueAsync(request, record, clock, cancel);
        }

        return _hosts.TryGetValue(record.Url.Authority, out var found) ? await found.AnswerAsync(
            request, record, cancel)
            : throw new HttpRequestException(
                HttpRequestError.NameResolutionError, $"No such host is known. ({record.Url.Authority})");
    }

    private HttpResponseMessage AnswerFromStorage(RecordedRequest record)
    {
        if (record.Authorization is not null)
            return RegistryAnswer.Error(400, "InvalidArgument", "Only one auth mechanism allowed");
        return _hosts.Values.Select(host => host.ReadStored(record)).FirstOrDefault(answer => answer is not null)
            ?? RegistryAnswer.Error(404, "NoSuchKey", "");
    }

    private Fault? TakeFault(RecordedRequest record)
    {
        lock (_faults)
        {
            var fault = _faults.Find(each => each.Left > 0 && each.Which(record));
            if (fault is not null) fault.Left--;
            return fault;
        }
    }

    private UploadCount? CountUpload(RecordedRequest record)
    {
        if (!record.IsUpload) return null;
        var now = Interlocked.Increment(ref _uploads);
        InterlockedMax(ref _mostUploads, now);
        return new UploadCount(this);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    private sealed class UploadCount(InMemoryRegistry registry) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref registry._uploads);
    }

    private sealed class Fault(Func<RecordedRequest, bool> which, Func<HttpResponseMessage> answer, int times)
    {
        public Func<RecordedRequest, bool> Which => which;

        public Func<HttpResponseMessage> Answer => answer;

        public int Left { get; set; } = times;
    }
}

/// <summary>Answers in the shape the distribution specification gives them.</summary>
internal static class RegistryAnswer
{
    public static HttpResponseMessage Status(int status) =>
        new((HttpStatusCode)status) { Content = new ByteArrayContent([]) };

    public static HttpResponseMessage Error(int status, string code, string message, int? retryAfter = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(
                $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""", Encoding.UTF8, "application/json"),
        };
        if (retryAfter is { } seconds) answer.Headers.TryAddWithoutValidation(
            "Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return answer;
    }

    public static HttpResponseMessage With(this HttpResponseMessage answer, string header, string value)
    {
        if (!answer.Headers.TryAddWithoutValidation(header, value))
            answer.Content.Headers.TryAddWithoutValidation(header, value);
        return answer;
    }

    public static HttpResponseMessage Stating(this HttpResponseMessage answer, Digest digest) =>
        answer.With("Docker-Content-Digest", digest.Value);
}
