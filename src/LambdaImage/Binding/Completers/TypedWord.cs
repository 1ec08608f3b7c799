using System.Text.RegularExpressions;

namespace LambdaImage.Binding.Completers;

/// <summary>A word as far as it has been typed, with its quotation mark if it has one.</summary>
internal sealed partial class TypedWord(string typed)
{
    private readonly char? _quote = typed is [('\'' or '"') and var mark, ..] ? mark : null;

    /// <summary>The word without its quotation marks.</summary>
    public string Text => _quote is { } mark ? typed.Trim(mark) : typed;

    /// <summary>The whole word as it has to be typed: in quotation marks where PowerShell would read it otherwise.</summary>
    public string Complete(string word) => _quote switch
    {
        '"' => $"\"{Special().Replace(word, "`$0")}\"",
        null when Plain().IsMatch(word) => word,
        _ => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'",
    };

    [GeneratedRegex(@"^[\w./:+=][\w./:+=@-]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("[`\"$]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Special();
}
