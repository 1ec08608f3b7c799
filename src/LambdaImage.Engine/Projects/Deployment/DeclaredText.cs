namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>A value that another tool's file declares, and where.</summary>
/// <param name="Text">The value.</param>
/// <param name="File">File relative to the project.</param>
/// <param name="Line">One-based line.</param>
internal sealed record DeclaredText(string Text, string File, int Line)
{
    /// <summary>File and line for messages.</summary>
    public string Place => $"{File}:{Line}";

    /// <summary>The evidence that the value gives.</summary>
    /// <param name="conclusion">What follows from it.</param>
    public Evidence Says(string conclusion) => new(File, Line, Text, conclusion);
}
