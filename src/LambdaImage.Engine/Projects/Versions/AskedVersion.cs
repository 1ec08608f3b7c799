namespace LambdaImage.Engine.Projects.Versions;

/// <summary>A runtime version as a project asks for it, and where.</summary>
/// <param name="Constraint">Version or range.</param>
/// <param name="File">File relative to the project.</param>
/// <param name="Line">One-based line.</param>
internal sealed record AskedVersion(string Constraint, string File, int Line)
{
    /// <summary>Whether a tilde means what it means to Composer.</summary>
    public bool TildeKeepsMajor { get; init; }

    /// <summary>Whether a release line satisfies it.</summary>
    public bool Allows(string line) => VersionRange.Allows(Constraint, line, TildeKeepsMajor);

    public override string ToString() => $"{File}:{Line} asks for {Constraint}";
}
