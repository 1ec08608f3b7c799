namespace LambdaImage.Engine.Lint.Shell;

/// <summary>Output that goes into a file.</summary>
/// <param name="Target">The file, as the word has it.</param>
/// <param name="Line">One-based line in the file.</param>
/// <param name="Column">One-based column.</param>
internal sealed record ShellRedirect(string Target, int Line, int Column);
