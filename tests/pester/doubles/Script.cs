using System.Collections.Concurrent;

namespace LambdaImage.Engine;

/// <summary>What the double is to do, and what it was asked. Tests reach it by reflection: it lives in the engine's load context.</summary>
public static class Script
{
    public static ConcurrentQueue<object> Requests { get; } = [];
    public static ConcurrentQueue<string> Events { get; } = [];
    public static ConcurrentQueue<string> Changes { get; } = [];
    public static Func<string, Exception?>? Failure { get; set; }
    public static List<(LogLevel Level, string Text)> Lines { get; } = [];
    public static int Reports { get; set; }
    public static bool Hang { get; set; }
    public static AwsKeys? SeenKeys { get; set; }

    public static void Reset()
    {
        Requests.Clear();
        Events.Clear();
        Changes.Clear();
        Lines.Clear();
        (Failure, Reports, Hang, SeenKeys) = (null, 0, false, null);
    }

    public static void FailWith(ErrorKind kind, string message, string remedy, string? file, int line) =>
        Failure = target => new LambdaImageException(kind, message, remedy, target, file is null ? null : new SourceLocation(file, line));

    public static void FailOn(string part, ErrorKind kind) =>
        Failure = target => target.Contains(part) ? new LambdaImageException(kind, "It failed.", "Do something.", target) : null;

    public static void Crash() => Failure = _ => new InvalidOperationException("Object reference was lost.\n   at Some.Where()");

    public static void Say(LogLevel level, string text) => Lines.Add((level, text));
}
