using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Invocations.RuntimeApi;

namespace LambdaImage.Engine.Tests.Invocations;

/// <summary>The Runtime API, spoken to over real sockets: by a well-behaved client and by hand.</summary>
public sealed class Talking_to_a_runtime : IAsyncDisposable
{
    private const string Next = "/2018-06-01/runtime/invocation/next";
    private const string Register = "/2020-01-01/extension/register";

    private static readonly DateTimeOffset Deadline = new(2026, 11, 29, 12, 0, 3, TimeSpan.Zero);

    private readonly LambdaRuntimeApi _api = new("shop");
    private readonly RuntimeApiServer _server;
    private readonly HttpClient _http;

    public Talking_to_a_runtime()
    {
        _server = new RuntimeApiServer(_api);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_server.Port}") };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_asks_waits_and_gets_the_event_with_all_that_belongs_to_it()
    {
        var asking = _http.GetAsync(Next);
        await _api.UntilAsync(() => _api.IsRuntimeIdle, default);
        var sent = Event("{\"a\":1}", context: "{\"client\":{}}");
        _api.Send(sent);

        using var got = await asking;

        (await got.Content.ReadAsStringAsync()).ShouldBe("{\"a\":1}");
        Header(got, "Lambda-Runtime-Aws-Request-Id").ShouldBe(sent.RequestId);
        Header(got, "Lambda-Runtime-Deadline-Ms").ShouldBe("1795953603000");
        Header(got, "Lambda-Runtime-Invoked-Function-Arn").ShouldBe("arn:aws:lambda:eu-west-1:123456789012:function:shop");
        Header(got, "Lambda-Runtime-Client-Context").ShouldBe("{\"client\":{}}");
        Header(got, "Lambda-Runtime-Trace-Id").ShouldMatch("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$");
        _api.IsRuntimeIdle.ShouldBeFalse();
    }

    [Fact]
    public async Task Its_answer_is_the_payload_and_counts_once()
    {
        var sent = await TakeAsync();

        using var first = await PostAsync($"/2018-06-01/runtime/invocation/{sent.RequestId}/response", "{\"ok\":\"ü\"}");
        using var second = await PostAsync($"/2018-06-01/runtime/invocation/{sent.RequestId}/response", "late");

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        second.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var answer = await sent.Answer;
        (answer.Payload, answer.ErrorType).ShouldBe(("{\"ok\":\"ü\"}", null));
    }

    [Fact]
    public async Task An_answer_to_another_request_is_refused()
    {
        var sent = await TakeAsync();

        using var reply = await PostAsync($"/2018-06-01/runtime/invocation/{Guid.NewGuid()}/response", "x");

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await reply.Content.ReadFromJsonAsync<JsonObject>())!["errorType"]!.GetValue<string>().ShouldBe("InvalidRequestID");
        sent.Answer.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_before_the_event_was_asked_for_is_refused()
    {
        var sent = Event("1");
        _api.Send(sent);

        using var reply = await PostAsync($"/2018-06-01/runtime/invocation/{sent.RequestId}/response", "x");

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        sent.Answer.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"errorType":"TypeError","errorMessage":"no","stackTrace":["a","b"]}""", null, "TypeError", "no", "a|b")]
    [InlineData("""{"errorType":"Error","errorMessage":"no","trace":["a"]}""", null, "Error", "no", "a")]
    [InlineData("""{"errorMessage":"no","stackTrace":[["f.py",3,"handler"]]}""", "Runtime.Handler", "Runtime.Handler", "no", "[\"f.py\",3,\"handler\"]")]
    [InlineData("not json", "Runtime.Odd", "Runtime.Odd", null, "")]
    [InlineData("[1]", null, "Runtime.Unknown", null, "")]
    [InlineData("", "Runtime.NoBody", "Runtime.NoBody", "", "")]
    public async Task Its_errors_are_read_as_far_as_they_go(string body, string? header, string type, string? message, string trace)
    {
        var sent = await TakeAsync();

        using var reply = await PostAsync($"/2018-06-01/runtime/invocation/{sent.RequestId}/error", body, ("Lambda-Runtime-Function-Error-Type", header));

        reply.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var answer = await sent.Answer;
        (answer.ErrorType, answer.ErrorMessage).ShouldBe((type, message));
        string.Join('|', answer.StackTrace).ShouldBe(trace);
    }

    [Fact]
    public async Task An_error_before_the_first_event_is_another_thing()
    {
        using var reply = await PostAsync("/2018-06-01/runtime/init/error", """{"errorType":"ImportError","errorMessage":"no module"}""");

        reply.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _api.UntilAsync(() => _api.InitError is not null, default);
        _api.InitError!.ErrorType.ShouldBe("ImportError");
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_the_functions_error_and_told_to_it()
    {
        var sent = await TakeAsync();

        using var reply = await PostAsync($"/2018-06-01/runtime/invocation/{sent.RequestId}/response", new string('x', LambdaRuntimeApi.LargestAnswer + 1));

        reply.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var answer = await sent.Answer;
        answer.ErrorType.ShouldBe("Function.ResponseSizeTooLarge");
        answer.ErrorMessage.ShouldBe("Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).");
    }

    [Fact]
    public async Task The_largest_answer_passes()
    {
        var sent = await TakeAsync();

        using var reply = await PostAsync($"/2018-06-01/runtime/invocation/{sent.RequestId}/response", new string('x', LambdaRuntimeApi.LargestAnswer));

        reply.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await sent.Answer).Payload.Length.ShouldBe(LambdaRuntimeApi.LargestAnswer);
    }

    [Fact]
    public async Task Chunks_are_put_together_however_they_are_cut()
    {
        var sent = await TakeAsync();

        var reply = await SayAsync(
            $"POST /2018-06-01/runtime/invocation/{sent.RequestId}/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
            "3;ext=1\r\n{\"a\r\n", "B\r\n\":\"12345678\r\n2\r\n\"}\r\n0\r\n\r\n");

        reply.ShouldContain("HTTP/1.1 100 Continue");
        reply.ShouldContain("HTTP/1.1 202 Accepted");
        (await sent.Answer).Payload.ShouldBe("{\"a\":\"12345678\"}");
    }

    [Fact]
    public async Task A_stream_that_breaks_off_tells_why_in_its_trailers()
    {
        var sent = await TakeAsync();
        var body = Convert.ToBase64String("""{"errorType":"Late","errorMessage":"in the middle"}"""u8);

        await SayAsync(
            $"POST /2018-06-01/runtime/invocation/{sent.RequestId}/response HTTP/1.1\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n"
            + "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n",
            $"4\r\nhalf\r\n0\r\nLambda-Runtime-Function-Error-Type: Late\r\nLambda-Runtime-Function-Error-Body: {body}\r\n\r\n");

        var answer = await sent.Answer;
        (answer.Payload, answer.ErrorType, answer.ErrorMessage).ShouldBe(("half", "Late", "in the middle"));
    }

    [Fact]
    public async Task A_stream_may_be_larger_than_another_answer()
    {
        var sent = await TakeAsync();

        using var reply = await PostAsync(
            $"/2018-06-01/runtime/invocation/{sent.RequestId}/response", new string('x', LambdaRuntimeApi.LargestAnswer + 1), ("Lambda-Runtime-Function-Response-Mode", "streaming"));

        reply.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await sent.Answer).ErrorType.ShouldBeNull();
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET next HTTP/1.1\r\n\r\n")]
    [InlineData("GET /next HTTP/2.0\r\n\r\n")]
    [InlineData("GET /next HTTP/1.1\r\nno colon\r\n\r\n")]
    [InlineData("GET /next HTTP/1.1\r\n folded: line\r\n\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n")]
    [InlineData("POST /next HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc")]
    public async Task What_is_no_http_is_refused_and_does_no_harm(string text)
    {
        (await SayAsync(text)).ShouldStartWith("HTTP/1.1 400 Bad Request");

        (await TakeAsync()).Payload.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        (await SayAsync("GET /next HTTP/1.1\r\nx: " + new string('y', 70_000) + "\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");
        (await SayAsync("GET /next HTTP/1.1\r\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"x{i}: y\r\n")) + "\r\n")).ShouldStartWith("HTTP/1.1 400");
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/2018-06-01/runtime/invocation/1/2/response", 404)]
    [InlineData("GET", "/2018-06-01/runtime/invocation/1/response", 405)]
    [InlineData("POST", Next, 405)]
    [InlineData("GET", "/2018-06-01/runtime/init/error", 405)]
    [InlineData("PUT", "/2022-07-01/telemetry", 202)]
    public async Task What_is_not_there_is_said(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var reply = await _http.SendAsync(request);
        ((int)reply.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Several_that_ask_at_once_get_one_event_each()
    {
        List<Task<string>> asking = [.. Enumerable.Range(0, 8).Select(_ => _http.GetStringAsync(Next))];
        for (var i = 1; asking.Count > 0; i++)
        {
            await _api.UntilAsync(() => _api.IsRuntimeIdle, default);
            _api.Send(Event($"{i}"));
            var first = await Task.WhenAny(asking);
            (await first).ShouldBe($"{i}");
            asking.Remove(first);
            asking.ShouldAllBe(each => !each.IsCompleted);
        }
    }

    [Fact]
    public async Task An_event_does_not_go_to_somebody_who_has_gone()
    {
        using (var gone = new TcpClient("127.0.0.1", _server.Port))
        {
            await gone.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Next} HTTP/1.1\r\n\r\n"));
            await _api.UntilAsync(() => _api.IsRuntimeIdle, default);
        }

        while (_api.IsRuntimeIdle) await Task.Yield();

        (await TakeAsync("{\"for\":\"another\"}")).Payload.Length.ShouldBe(17);
    }

    [Fact]
    public async Task An_extension_registers_and_is_told_each_event()
    {
        using var registered = await PostAsync(Register, """{"events":["INVOKE","SHUTDOWN"]}""", ("Lambda-Extension-Name", "watcher"));
        var id = Header(registered, "Lambda-Extension-Identifier");
        using var asking = new HttpRequestMessage(HttpMethod.Get, "/2020-01-01/extension/event/next") { Headers = { { "Lambda-Extension-Identifier", id } } };
        _api.Extensions.ShouldBe(["watcher"]);
        _api.AreExtensionsIdle.ShouldBeFalse();
        var telling = _http.SendAsync(asking);
        await _api.UntilAsync(() => _api.AreExtensionsIdle, default);
        var sent = await TakeAsync();

        using var told = await telling;

        var json = (await told.Content.ReadFromJsonAsync<JsonObject>())!;
        (json["eventType"]!.GetValue<string>(), json["requestId"]!.GetValue<string>(), json["deadlineMs"]!.GetValue<long>())
            .ShouldBe(("INVOKE", sent.RequestId, Deadline.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task An_extension_that_nobody_knows_is_refused()
    {
        using var nameless = await PostAsync(Register, "{}");
        using var stranger = await _http.GetAsync("/2020-01-01/extension/event/next");

        nameless.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static FunctionEvent Event(string payload, string? context = null) =>
        new(Guid.NewGuid().ToString(), Encoding.UTF8.GetBytes(payload), Deadline)
        {
            FunctionArn = "arn:aws:lambda:eu-west-1:123456789012:function:shop",
            ClientContext = context,
        };

    private static string Header(HttpResponseMessage reply, string name) => reply.Headers.GetValues(name).Single();

    private async Task<FunctionEvent> TakeAsync(string payload = "{}")
    {
        var sent = Event(payload);
        _api.Send(sent);
        using var got = await _http.GetAsync(Next);
        Header(got, "Lambda-Runtime-Aws-Request-Id").ShouldBe(sent.RequestId);
        return sent;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request);
    }

    /// <summary>Says it piece by piece, hangs up, and gives all that was answered.</summary>
    private async Task<string> SayAsync(params string[] pieces)
    {
        using var client = new TcpClient("127.0.0.1", _server.Port) { NoDelay = true };
        var stream = client.GetStream();
        foreach (var piece in pieces) await stream.WriteAsync(Encoding.UTF8.GetBytes(piece));
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
