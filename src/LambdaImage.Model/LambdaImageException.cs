namespace LambdaImage;

/// <summary>The one exception: what was tried, why it failed, and what to do next.</summary>
public sealed class LambdaImageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">Stable identity of the failure.</param>
    /// <param name="message">What was tried and why it failed, in one or two sentences, without secrets.</param>
    /// <param name="remedy">The next command to type or the next thing to change.</param>
    /// <param name="target">What it is about: a path, a reference, a function name.</param>
    /// <param name="location">Place in a text file; null when no file is to blame.</param>
    /// <param name="inner">The cause, for the debug log; null when there is none.</param>
    public LambdaImageException(
        ErrorKind kind, string message, string remedy, string? target = null, SourceLocation? location = null, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Remedy = remedy;
        Target = target;
        Location = location;
    }

    /// <summary>Stable identity of the failure.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The next command to type or the next thing to change.</summary>
    public string Remedy { get; }

    /// <summary>What it is about; null when nothing in particular.</summary>
    public string? Target { get; }

    /// <summary>Place in a text file; null when no file is to blame.</summary>
    public SourceLocation? Location { get; }
}
