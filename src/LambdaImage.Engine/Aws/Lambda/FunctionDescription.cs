namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>A function, where its code is, and its tags.</summary>
internal sealed record FunctionDescription
{
    public required FunctionConfiguration Configuration { get; init; }

    public FunctionCode? Code { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Executions that are kept for it; null: none are.</summary>
    public FunctionConcurrency? Concurrency { get; init; }

    /// <summary>The CloudFormation stack that owns the function; null when none does.</summary>
    public string? Stack =>
        Tags is not null && Tags.TryGetValue("aws:cloudformation:stack-name", out var stack) ? stack : null;

    /// <summary>The digest reference it runs, as far as Lambda tells.</summary>
    public string? ImageUri => Code?.ResolvedImageUri ?? Code?.ImageUri;
}

/// <summary>Executions that are kept for a function and are its limit.</summary>
internal sealed record FunctionConcurrency(int? ReservedConcurrentExecutions);

/// <summary>Where a function's code is.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCodeLocation.html"/></summary>
internal sealed record FunctionCode
{
    /// <summary>The reference that was given, perhaps with a tag.</summary>
    public string? ImageUri { get; init; }

    /// <summary>The reference with its digest.</summary>
    public string? ResolvedImageUri { get; init; }
}
