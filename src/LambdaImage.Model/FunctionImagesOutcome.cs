namespace LambdaImage;

/// <summary>How the look at one function among several ended.</summary>
public sealed record FunctionImagesOutcome
{
    /// <summary>The function, as it was asked for, or as a pattern found it.</summary>
    public required string FunctionName { get; init; }

    /// <summary>What it runs, with the versions and aliases that were asked for; empty when it failed.</summary>
    public IReadOnlyList<LambdaFunctionImage> Images { get; init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public LambdaImageException? Failure { get; init; }
}
