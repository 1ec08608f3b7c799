namespace LambdaImage.Engine.Lint.Shell;

/// <summary>One word of a shell command.</summary>
/// <param name="Text">Without quotes; variables and substitutions as written.</param>
/// <param name="Line">One-based line in the file.</param>
/// <param name="Column">One-based column.</param>
/// <param name="IsQuoted">Whether any of it stood in quotes.</param>
internal sealed record ShellWord(string Text, int Line, int Column, bool IsQuoted = false)
{
    public bool IsFlag => Text.Length > 1 && Text[0] == '-';

    /// <summary>Whether it depends on variables or on what another command prints.</summary>
    public bool IsOpen => Text.Contains('$', StringComparison.Ordinal) || Text.Contains('`', StringComparison.Ordinal);
}
