namespace LambdaImage;

/// <summary>Before and after of one Lambda function.</summary>
public sealed record LambdaFunctionDeployment
{
    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Full ARN of the function.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>What was done.</summary>
    public required DeploymentChange Change { get; init; }

    /// <summary>The digest reference that the function now runs.</summary>
    public required string ImageUri { get; init; }

    /// <summary>The digest reference it ran before; null when it was created. Hand it to Update-LambdaFunctionImage to go back.</summary>
    public string? PreviousImageUri { get; init; }

    /// <summary>State of the function after the wait, for example <c>Active</c>.</summary>
    public required string State { get; init; }

    /// <summary>Version published by this run; null when none was asked for.</summary>
    public string? Version { get; init; }

    /// <summary>Alias that points at the version now; null: none was asked for.</summary>
    public string? Alias { get; init; }

    /// <summary>Version that the alias pointed to before; null: there was no alias, or none was asked for.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary>What was done before and while traffic moved; null: nothing of that kind was asked for.</summary>
    public LambdaTraffic? Traffic { get; init; }

    /// <summary>Processor the function runs on.</summary>
    public LambdaArchitecture Architecture { get; init; }

    /// <summary>AWS Region of the function.</summary>
    public required string Region { get; init; }

    /// <summary>HTTPS address of the function; null when none was asked for.</summary>
    public string? FunctionUrl { get; init; }

    /// <summary>Whether this run created the execution role.</summary>
    public bool RoleCreated { get; init; }

    /// <summary>How long it took, waiting included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The published image it was given; null when only a reference was given.</summary>
    public PublishedLambdaImage? Image { get; init; }
}
