namespace LambdaImage;

/// <summary>How much a finding about a Dockerfile matters.</summary>
public enum LintSeverity
{
    /// <summary>Worth knowing: smaller, faster or steadier images.</summary>
    Information,

    /// <summary>Works perhaps, but not as it reads, or not for long.</summary>
    Warning,

    /// <summary>The build or the function fails.</summary>
    Error,
}
