namespace LambdaImage.Engine.Projects.Versions;

/// <summary>A runtime version as a project asks for it, and where.</summary>
/// <param name="Constraint">Version or range.</param>
/// <param name="File">File relative to the project.</param>
/// <param name="Line">One-based line.</param>
internal sealed record AskedVersion(string Constraint, string File, int Line)
{
    public override string ToString() => $"{File}:{Line} asks for {Constraint}";
}
