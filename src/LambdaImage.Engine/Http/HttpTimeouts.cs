namespace LambdaImage.Engine.Http;

/// <summary>How long a silent peer is waited for. There is no limit on a whole transfer: layers may take an hour on a
/// slow line.</summary>
/// <param name="Connect">For a connection, with its TLS handshake.</param>
/// <param name="Idle">For the next byte, in either direction, and so for the answer to a request that asks for no work.</param>
/// <param name="Answer">For the answer once something is sent or stored: a registry hashes gigabytes before it answers the end
/// of an upload.</param>
internal sealed record HttpTimeouts(TimeSpan Connect, TimeSpan Idle, TimeSpan Answer)
{
    /// <summary>For the next part of a body to be sent: twice the idle time, because the part may come from another
    /// registry.</summary>
    public TimeSpan Sending => Idle * 2;

    /// <summary>For the answer to a request.</summary>
    public TimeSpan AnswerTo(HttpMethod method) => method == HttpMethod.Put || method == HttpMethod.Patch ? Answer : Idle;

    public static readonly HttpTimeouts Default = new(
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(5));
}
