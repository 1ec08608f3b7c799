namespace LambdaImage;

/// <summary>How the update of one function among several ended.</summary>
public sealed record FunctionOutcome
{
    /// <summary>The function, as it was asked for.</summary>
    public required string FunctionName { get; init; }

    /// <summary>What was done; null when it failed.</summary>
    public LambdaFunctionDeployment? Deployment { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public LambdaImageException? Failure { get; init; }
}
