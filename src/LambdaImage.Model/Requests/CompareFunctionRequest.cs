namespace LambdaImage;

/// <summary>Asks what an update of a function would change. Nothing is written.</summary>
public sealed record CompareFunctionRequest
{
    /// <summary>The update.</summary>
    public required UpdateFunctionRequest Update { get; init; }
}
