using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

[Collection(nameof(AloneInTheProcess))]
public sealed class Talking_over_a_real_socket : IDisposable
{
    private static readonly HttpTimeouts Impatient = new(
        TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SocketsHttpHandler _handler = HttpPipeline.CreateHandler(Impatient);
    private readonly RecordingReporter _reporter = new();
    private readonly List<TcpClient> _callers = [];
    private readonly int _port;

    public Talking_over_a_real_socket()
    {
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    [Fact]
    public async Task Nothing_listening_is_told_as_that()
    {
        _listener.Stop();
        var error = await Should.ThrowAsync<LambdaImageException>(() => OpenAsync(Catalog(HttpTimeouts.Default)));
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain($"127.0.0.1:{_port} cannot be reached: nothing listens there");
    }

    [Fact]
    public async Task Plain_http_where_https_is_expected_is_told_as_that()
    {
        _ = AnswerAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        using var handler = new SchemeChanger(_handler);
        using var catalog = new RegistryCatalog(RegistryOptions.Default, handler, [], TimeProvider.System, _reporter);
        var error = await Should.ThrowAsync<LambdaImageException>(() => OpenAsync(catalog));
        error.Kind.ShouldBe(ErrorKind.RegistryInsecure);
        error.Message.ShouldContain("does not speak https");
        error.Remedy.ShouldContain("-AllowInsecureRegistry");
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_is_not_waited_for_forever()
    {
        _ = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        var error = await Should.ThrowAsync<LambdaImageException>(() => OpenAsync(Catalog(Impatient)));
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain("Nothing was received");
    }

    [Fact]
    public async Task Cancelling_does_not_wait_for_the_other_side()
    {
        _ = AnswerAsync("");
        using var cancel = new CancellationTokenSource();
        using var catalog = Catalog(HttpTimeouts.Default);
        var open = catalog.Images.OpenAsync(Reference(), LambdaArchitecture.X86_64, cancel.Token);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => open);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _handler.Dispose();
        lock (_callers) _callers.ForEach(caller => caller.Dispose());
    }

    private RegistryCatalog Catalog(HttpTimeouts timeouts) =>
        new(RegistryOptions.Default, _handler, [], TimeProvider.System, _reporter, timeouts);

    private ImageReference Reference() => ImageReference.Parse($"127.0.0.1:{_port}/app:v1");

    private Task OpenAsync(RegistryCatalog catalog) =>
        catalog.Images.OpenAsync(Reference(), LambdaArchitecture.X86_64, CancellationToken.None);

    /// <summary>Says the same to every caller and then nothing more.</summary>
    private async Task AnswerAsync(string answer)
    {
        try
        {
            while (true)
            {
                var caller = await _listener.AcceptTcpClientAsync();
                // Held until the test is over: the garbage collector would hang up on it.
                lock (_callers) _callers.Add(caller);
                var stream = caller.GetStream();
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    /// <summary>Speaks https to loopback, which the client itself never would.</summary>
    private sealed class SchemeChanger(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "https" }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
