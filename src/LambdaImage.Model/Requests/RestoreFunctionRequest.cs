namespace LambdaImage;

/// <summary>Asks to bring a function back to an earlier version: its image, its configuration, and the alias that callers
/// use.</summary>
public sealed record RestoreFunctionRequest
{
    /// <summary>Name or ARN of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Version to go back to; null: the one before.</summary>
    public string? Version { get; init; }

    /// <summary>Digest, or reference with a digest, of the image to go back to; null: as the version says.</summary>
    public string? ImageUri { get; init; }

    /// <summary>Alias to move back; null: none.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether only the alias is moved, which takes effect at once.</summary>
    public bool AliasOnly { get; init; }

    /// <summary>How long to wait for Lambda at each step.</summary>
    public TimeSpan WaitTimeout { get; init; } = UpdateFunctionRequest.DefaultWaitTimeout;

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
