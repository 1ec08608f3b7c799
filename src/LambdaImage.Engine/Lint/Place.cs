namespace LambdaImage.Engine.Lint;

/// <summary>A place in a file that a finding is about.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column; null when the whole line or instruction is meant.</param>
/// <param name="EndLine">Last line of what is meant; null when it is the first too.</param>
internal sealed record Place(string File, int Line, int? Column = null, int? EndLine = null);
