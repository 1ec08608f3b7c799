using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint;

/// <summary>The way back from what the reader understood to the characters that were written.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<int, DockerfileReaderStatement> _statements = [];
    private readonly string _path;

    public SourceMap(string text, string path)
    {
        _path = path;
        Lines = [.. text.TrimStart('\uFEFF').Split('\n')];
        HasWindowsLines = text.Contains("\r\n", StringComparison.Ordinal);
        var scanner = new DockerfileReaderScanner(text, path);
        while (scanner.Next() is { } statement) _statements[statement.Lines.First] = statement;
        Directives = scanner.Directives;
    }

    /// <summary>Lines as written, without line feeds.</summary>
    public IReadOnlyList<string> Lines { get; }

    public bool HasWindowsLines { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Directives { get; }

    public DockerfileReaderStatement StatementOf(Instruction instruction) => _statements[instruction.Lines.First];

    /// <summary>The whole instruction.</summary>
    public Place At(Instruction instruction) =>
        new(_path, instruction.Lines.First, null, Last(instruction, instruction.Lines.First));

    /// <summary>The first place where an instruction holds a word; the whole instruction when it does not hold
    /// it.</summary>
    public Place At(Instruction instruction, string word)
    {
        var statement = StatementOf(instruction);
        var position = word.Length == 0 ? -1 : statement.Text.IndexOf(word, statement.KeywordLength, StringComparison.Ordinal);
        return position < 0 ? At(instruction) : At(instruction, position);
    }

    /// <summary>A character of an instruction's joined text.</summary>
    public Place At(Instruction instruction, int position)
    {
        var where = StatementOf(instruction).At(position);
        return new(_path, where.Line, where.Column, Last(instruction, where.Line));
    }

    /// <summary>A place that is given by line and column.</summary>
    public Place At(Instruction instruction, int line, int column) => new(_path, line, column, Last(instruction, line));

    /// <summary>Line on which the content of an instruction's here-document begins.</summary>
    /// <param name="instruction">Its instruction.</param>
    /// <param name="index">Which one.</param>
    public int FirstLineOf(Instruction instruction, int index)
    {
        var documents = StatementOf(instruction).Documents;
        // Each is followed by the line that closes it.
        return instruction.Lines.Last + 1
            - documents.Skip(index).Sum(document => document.Content.Count(letter => letter == '\n') + 1);
    }

    private static int? Last(Instruction instruction, int from) =>
        instruction.Lines.Last > from ? instruction.Lines.Last : null;
}
