namespace LambdaImage.Engine.Projects.Versions;

/// <summary>A runtime version as a project asks for it, and where.</summary>
/// <param name="Constraint">Version or range.</param>
/// <param name="File">File relative to the project.</param>
/// <param name="Line">One-based line.</param>
internal sealed record AskedVersion(string Constraint, string File, int Line)
{
    /// <summary>Whether a tilde means what it means to Composer.</summary>
    public bool TildeKeepsMajor { get; init; }

    /// <summary>What the next place in the order of precedence asks for.</summary>
    public AskedVersion? Next { get; init; }

    /// <summary>What all places behind this one ask for.</summary>
    public IEnumerable<AskedVersion> Others
    {
        get
        {
            for (var other = Next; other is not null; other = other.Next) yield return other;
        }
    }

    /// <summary>The release when it is one and no range; null else.</summary>
    public string? Exact => VersionRange.Exact(Constraint);

    /// <summary>Whether a release line satisfies it.</summary>
    public bool Allows(string line) => VersionRange.Allows(Constraint, line, TildeKeepsMajor);

    /// <summary>Two are the same when they ask for the same at the same place, whatever others ask for.</summary>
    public bool Equals(AskedVersion? other) =>
        other is not null && (Constraint, File, Line, TildeKeepsMajor) == (other.Constraint, other.File, other.Line, other.TildeKeepsMajor);

    public override int GetHashCode() => HashCode.Combine(Constraint, File, Line, TildeKeepsMajor);

    public override string ToString() => $"{File}:{Line} asks for {Constraint}";
}
