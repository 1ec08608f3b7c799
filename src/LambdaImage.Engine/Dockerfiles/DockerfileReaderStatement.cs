namespace LambdaImage.Engine.Dockerfiles;

/// <summary>One instruction as text: continued lines joined, and the way back from each character to its place in the
/// file.</summary>
/// <param name="path">The file.</param>
/// <param name="text">Joined text, without white space at either end.</param>
/// <param name="pieces">Where each piece of the text starts, in order.</param>
internal sealed class DockerfileReaderStatement(string path, string text, IReadOnlyList<DockerfileReaderPiece> pieces)
{
    public string Path { get; } = path;

    public string Text { get; } = text;

    public required LineRange Lines { get; init; }

    public required IReadOnlyList<string> Comments { get; init; }

    public required char Escape { get; init; }

    /// <summary>Here-documents that follow, in order.</summary>
    public required IReadOnlyList<HereDocument> Documents { get; init; }

    /// <summary>The here-documents as they stand in the file, for triggers, which are kept as text.</summary>
    public required string DocumentText { get; init; }

    /// <summary>Length of the keyword at the start.</summary>
    public int KeywordLength { get; } = LengthOfKeyword(text);

    public string Keyword => Text[..KeywordLength];

    /// <summary>Place in the file of a character of <see cref="Text"/>.</summary>
    public SourceLocation At(int position)
    {
        var piece = pieces.Last(candidate => candidate.Start <= Math.Max(0, position));
        return new SourceLocation(Path, piece.Line, piece.Column + Math.Max(0, position) - piece.Start);
    }

    public static int LengthOfKeyword(string text)
    {
        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        return end;
    }
}

/// <summary>Where a piece of joined text comes from.</summary>
/// <param name="Start">Index in the joined text.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column of its first character.</param>
internal readonly record struct DockerfileReaderPiece(int Start, int Line, int Column);
