using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LambdaImage.TestKit.Faults;

/// <summary>Stands on loopback in front of a real registry and spoils chosen requests. Each request has a connection of its own,
/// so that cutting one spoils no other.</summary>
internal sealed class FaultProxy : IDisposable
{
    public const string TokenPath = "/token";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _registry;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<(Phase Phase, Fault Fault)> _seen = new();
    private readonly List<(Phase Phase, Fault Fault, int Times)> _planned = [];

    /// <param name="registry">Host and port of the registry, which speaks plain http.</param>
    public FaultProxy(string registry)
    {
        _registry = registry;
        _listener.Start();
        Address = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = AcceptAsync();
    }

    /// <summary>Host and port, the name of the registry in references.</summary>
    public string Address { get; }

    /// <summary>Asks for tokens, when set; the registry behind never sees them.</summary>
    public TokenGate? Tokens { get; init; }

    /// <summary>Called when a <see cref="Fault"/> has made the connection silent.</summary>
    public Func<Task> OnSilence { get; set; } = () => Task.CompletedTask;

    /// <summary>Every request that came, and what was done to it.</summary>
    public IReadOnlyList<(Phase Phase, Fault Fault)> Seen => [.. _seen];

    public int Count(Phase phase) => Seen.Count(each => each.Phase == phase);

    /// <summary>Spoils the next requests of a phase; what was planned first happens first.</summary>
    public FaultProxy Plan(Phase phase, Fault fault, int times = 1)
    {
        lock (_planned) _planned.Add((phase, fault, times));
        return this;
    }

    /// <summary>From here on all goes well.</summary>
    public void Heal()
    {
        lock (_planned) _planned.Clear();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await PassAsync(client.GetStream());
                // The other side hangs up first: it may still be reading.
                client.Client.Shutdown(SocketShutdown.Send);
                _ = await client.GetStream().ReadAsync(new byte[1], _end.Token);
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                client.LingerState = new LingerOption(true, 0);
            }
        }
    }

    private async Task PassAsync(NetworkStream client)
    {
        if (await HttpHead.ReadAsync(client, _end.Token) is not { } request) return;
        var (method, target) = (request.Words[0], request.Words[1]);
        var fault = Take(Phases.Of(method, target));
        var body = new FaultyBody(fault, OnSilence, _end.Token);
        if (fault.Status is { } status)
        {
            if (!fault.IsRude) await body.DrainAsync(client, request);
            var wait = fault.RetryAfter is { } seconds ? $"Retry-After: {seconds}\r\n" : "";
            await HttpHead.AnswerAsync(client, status, wait, "", _end.Token);
            if (fault.IsRude) throw new IOException("Hung up.");
            return;
        }

        if (fault.ExpiresTokens) Tokens?.Expire();
        if (Tokens?.Answer(request, Address) is { } own)
        {
            await body.DrainAsync(client, request);
            if (fault.CutAnswerAt is < 0) throw new IOException("The answer is lost.");
            await HttpHead.AnswerAsync(client, own.Status, own.Headers, own.Body, _end.Token, fault.CutAnswerAt);
            return;
        }

        await body.BeginAsync();
        using var upstream = new TcpClient();
        var (host, port) = (_registry.Split(':')[0], int.Parse(_registry.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        await upstream.ConnectAsync(host, port, _end.Token);
        var registry = upstream.GetStream();
        await registry.WriteAsync(request.With("Connection", "close").Without("Authorization").ToBytes(), _end.Token);
        await body.PassRequestAsync(client, registry, request);
        var answer = await HttpHead.ReadAsync(registry, _end.Token) ?? throw new IOException("The registry said nothing.");
        await body.PassAnswerAsync(registry, client, answer, hasBody: method != "HEAD");
    }

    private Fault Take(Phase phase)
    {
        lock (_planned)
        {
            var index = _planned.FindIndex(each => each.Phase == phase);
            var fault = index < 0 ? Fault.None : _planned[index].Fault;
            if (index >= 0 && _planned[index] is var (_, _, times))
            {
                if (times == 1) _planned.RemoveAt(index);
                else _planned[index] = (phase, fault, times - 1);
            }

            _seen.Enqueue((phase, fault));
            return fault;
        }
    }
}
