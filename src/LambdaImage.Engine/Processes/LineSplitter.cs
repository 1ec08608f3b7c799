using System.Text;

namespace LambdaImage.Engine.Processes;

/// <summary>Cuts a program's output into lines as it comes: at line feeds, and at the lone carriage returns of progress bars.</summary>
internal sealed class LineSplitter(Action<string> onLine)
{
    /// <summary>Longer lines are cut, so that a program that never ends its line cannot fill the memory.</summary>
    private const int LongestLine = 64 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private bool _afterReturn;
    private bool _blank;

    public async Task ReadAsync(Stream source, CancellationToken cancel)
    {
        var bytes = new byte[16 * 1024];
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        int read;
        while ((read = await source.ReadAsync(bytes, cancel)) > 0)
        {
            Take(characters.AsSpan(0, _decoder.GetChars(bytes, 0, read, characters, 0)));
        }

        if (_line.Length > 0) End();
    }

    private void Take(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            switch (character)
            {
                // The line feed of CR LF belongs to the line that the carriage return has ended.
                case '\n' when _afterReturn && !_blank:
                    break;
                case '\n':
                    End();
                    break;
                case '\r':
                    _blank = _line.Length == 0 && !_afterReturn;
                    if (_line.Length > 0) End();
                    break;
                default:
                    _line.Append(character);
                    if (_line.Length == LongestLine) End();
                    break;
            }

            _afterReturn = character == '\r';
        }
    }

    private void End()
    {
        onLine(_line.ToString());
        _line.Clear();
    }
}
