namespace LambdaImage;

/// <summary>The releases of a function.</summary>
public sealed record LambdaReleaseHistory
{
    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The releases, newest first.</summary>
    public IReadOnlyList<LambdaFunctionRelease> Releases { get; init; } = [];
}
