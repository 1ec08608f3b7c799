using System.Net;
using System.Net.Sockets;

namespace LambdaImage.Engine.Invocations.RuntimeApi;

/// <summary>Offers a Runtime API on a free port of loopback, to one container.</summary>
internal sealed class RuntimeApiServer : IAsyncDisposable
{
    private readonly LambdaRuntimeApi _api;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public RuntimeApiServer(LambdaRuntimeApi api)
    {
        _api = api;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(ServeAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        var connection = new HttpConnection(client.GetStream());
        try
        {
            while (await AnswerAsync(connection))
            {
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The container has ended, or its time has.
        }
    }

    /// <returns>Whether another request may follow.</returns>
    private async Task<bool> AnswerAsync(HttpConnection connection)
    {
        try
        {
            if (await connection.ReadHeadAsync(_end.Token) is not { } head) return false;
            var body = await connection.ReadBodyAsync(head, LambdaRuntimeApi.LimitOf(head), _end.Token);
            var reply = await _api.AnswerAsync(head, body, connection.WhenGoneAsync, _end.Token);
            if (reply is null) return false;
            await connection.WriteAsync(reply, head.ClosesConnection, _end.Token);
            return !head.ClosesConnection;
        }
        catch (HttpFormatException problem)
        {
            await connection.WriteAsync(LambdaRuntimeApi.Refusal(400, "InvalidRequest", $"This is no HTTP request: {problem.Message}."), close: true, _end.Token);
            return false;
        }
    }
}
