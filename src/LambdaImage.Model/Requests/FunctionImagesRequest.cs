namespace LambdaImage;

/// <summary>Asks which images functions run, and how those stand to what is in Amazon ECR.</summary>
public sealed record FunctionImagesRequest
{
    /// <summary>Names or ARNs; <c>*</c> and <c>?</c> match any characters. Empty: all functions made from images.</summary>
    public IReadOnlyList<string> FunctionNames { get; init; } = [];

    /// <summary>Whether published versions are told too.</summary>
    public bool Versions { get; init; }

    /// <summary>Whether aliases are told too.</summary>
    public bool Aliases { get; init; }

    /// <summary>How many calls are made at once.</summary>
    public int ThrottleLimit { get; init; } = UpdateFunctionsRequest.DefaultThrottleLimit;

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
