namespace LambdaImage;

/// <summary>Asks for the releases of a function.</summary>
public sealed record ReleaseHistoryRequest
{
    /// <summary>How many are told when the request does not say: each takes calls to Lambda and ECR, and few people look
    /// back further.</summary>
    public const int DefaultLimit = 20;

    /// <summary>Name or ARN of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>How many to tell, newest first.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
