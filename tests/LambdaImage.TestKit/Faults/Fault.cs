namespace LambdaImage.TestKit.Faults;

/// <summary>One thing that goes wrong with one request on its way through a <see cref="FaultProxy"/>. Numbers count bytes of a
/// body; null: that does not happen.</summary>
internal sealed record Fault
{
    /// <summary>Answered by the proxy itself with this status; the registry never hears of the request.</summary>
    public int? Status { get; private init; }

    /// <summary>Seconds in <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; private init; }

    /// <summary>Whether the answer is given, and the connection reset, without reading what is sent.</summary>
    public bool IsRude { get; private init; }

    /// <summary>All tokens issued so far end before the request is looked at.</summary>
    public bool ExpiresTokens { get; private init; }

    /// <summary>The connection is reset after so many bytes of the request's body.</summary>
    public long? CutRequestAt { get; private init; }

    /// <summary>The registry does its work, and the connection is reset after so many bytes of the answer's body; -1: before its
    /// first line.</summary>
    public long? CutAnswerAt { get; private init; }

    /// <summary>The answer is shorter than it should be, and its headers say that this is all.</summary>
    public long? EndAnswerAt { get; private init; }

    /// <summary>One bit of this byte of the request's body is flipped.</summary>
    public long? SpoilRequestAt { get; private init; }

    /// <summary>One bit of this byte of the answer's body is flipped.</summary>
    public long? SpoilAnswerAt { get; private init; }

    /// <summary>Nothing more is passed on after so many bytes of the request's body, and nothing answered.</summary>
    public long? HoldRequestAt { get; private init; }

    /// <summary>Nothing more is passed on after so many bytes of the answer's body; -1: not even its first line.</summary>
    public long? HoldAnswerAt { get; private init; }

    /// <summary>Bodies move in pieces of this size, with a pause after each.</summary>
    public int Piece { get; private init; } = 64 * 1024;

    public TimeSpan Pause { get; private init; }

    public static readonly Fault None = new();

    public static readonly Fault LoseRequest = new() { CutRequestAt = 0 };

    public static readonly Fault LoseAnswer = new() { CutAnswerAt = -1 };

    public static readonly Fault ExpireTokens = new() { ExpiresTokens = true };

    public static Fault Answer(int status, int? retryAfter = null) => new() { Status = status, RetryAfter = retryAfter };

    public static Fault AnswerAndHangUp(int status) => new() { Status = status, IsRude = true };

    public static Fault CutRequest(long after) => new() { CutRequestAt = after };

    public static Fault CutAnswer(long after) => new() { CutAnswerAt = after };

    public static Fault EndAnswer(long after) => new() { EndAnswerAt = after };

    public static Fault SpoilRequest(long at) => new() { SpoilRequestAt = at };

    public static Fault SpoilAnswer(long at) => new() { SpoilAnswerAt = at };

    public static Fault HoldRequest(long after = 0) => new() { HoldRequestAt = after };

    public static Fault HoldAnswer(long after = -1) => new() { HoldAnswerAt = after };

    public static Fault Slow(int piece, TimeSpan pause) => new() { Piece = piece, Pause = pause };

    public override string ToString() => this switch
    {
        { Status: { } status } => $"answers {status}{(IsRude ? " and hangs up" : "")}",
        { ExpiresTokens: true } => "ends all tokens",
        { CutRequestAt: { } at } => $"cuts the request after {at} bytes",
        { CutAnswerAt: -1 } => "loses the answer",
        { CutAnswerAt: { } at } => $"cuts the answer after {at} bytes",
        { EndAnswerAt: { } at } => $"ends the answer after {at} bytes",
        { SpoilRequestAt: { } at } => $"spoils byte {at} of the request",
        { SpoilAnswerAt: { } at } => $"spoils byte {at} of the answer",
        { HoldRequestAt: { } at } => $"keeps silent after {at} bytes of the request",
        { HoldAnswerAt: { } at } => $"keeps silent after {at} bytes of the answer",
        _ => Pause > TimeSpan.Zero ? $"passes {Piece} bytes at a time" : "passes everything on",
    };
}
