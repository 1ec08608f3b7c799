namespace LambdaImage;

/// <summary>A statement in a function's resource policy: who may call it.</summary>
public sealed record FunctionPermission
{
    /// <summary>What is allowed when nothing else is said.</summary>
    public const string InvokeAction = "lambda:InvokeFunction";

    /// <summary>Name of the statement. One of the same name that says something else is replaced.</summary>
    public required string StatementId { get; init; }

    /// <summary>Who: a service such as <c>s3.amazonaws.com</c>, an account, or an ARN.</summary>
    public required string Principal { get; init; }

    /// <summary>What they may do.</summary>
    public string Action { get; init; } = InvokeAction;

    /// <summary>ARN of the resource that calls, for services; <c>*</c> matches any characters.</summary>
    public string? SourceArn { get; init; }

    /// <summary>Account that owns the resource that calls, for services.</summary>
    public string? SourceAccount { get; init; }
}
