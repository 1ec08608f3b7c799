namespace LambdaImage;

/// <summary>Settings of a function besides its image. Null everywhere means: leave as it is, or Lambda's default on creation.</summary>
public sealed record FunctionSettings
{
    /// <summary>Value of <see cref="ReservedConcurrency"/> that gives the reservation back.</summary>
    public const int Unreserved = -1;

    /// <summary>ARN or name of the execution role; needed to create a function, unless <see cref="CreateRole"/> is set.</summary>
    public string? Role { get; init; }

    /// <summary>Whether a role that does not exist is created, with the least that the function needs. Without <see cref="Role"/> it is named after the function.</summary>
    public bool CreateRole { get; init; }

    /// <summary>Memory in MB.</summary>
    public int? MemorySize { get; init; }

    /// <summary>Time-out in seconds.</summary>
    public int? Timeout { get; init; }

    /// <summary>Size of <c>/tmp</c> in MB.</summary>
    public int? EphemeralStorage { get; init; }

    /// <summary>Environment variables; null leaves them. <see cref="EnvironmentMode"/> says what happens to the others.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Whether <see cref="Environment"/> is all that the function has afterwards, or is added to what it has.</summary>
    public EnvironmentMode EnvironmentMode { get; init; }

    /// <summary>Names of environment variables to take away; all others stay.</summary>
    public IReadOnlyList<string>? RemovedEnvironment { get; init; }

    /// <summary>Overrides CMD; an empty list resets to the image's own.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Overrides ENTRYPOINT; an empty list resets to the image's own.</summary>
    public IReadOnlyList<string>? EntryPoint { get; init; }

    /// <summary>Overrides WORKDIR; an empty string resets to the image's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Description of the function.</summary>
    public string? Description { get; init; }

    /// <summary>Subnets the function is connected to; an empty list takes it out of its VPC.</summary>
    public IReadOnlyList<string>? SubnetIds { get; init; }

    /// <summary>Security groups of the function in its VPC.</summary>
    public IReadOnlyList<string>? SecurityGroupIds { get; init; }

    /// <summary>Whether AWS X-Ray samples its requests.</summary>
    public TracingMode? Tracing { get; init; }

    /// <summary>ARN of the queue or topic for asynchronous events that failed; an empty string takes it away.</summary>
    public string? DeadLetterArn { get; init; }

    /// <summary>ARN of the KMS key for environment variables and image; an empty string goes back to AWS's own.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>File systems the function sees; an empty list takes them away.</summary>
    public IReadOnlyList<FunctionFileSystem>? FileSystems { get; init; }

    /// <summary>Format of its logs.</summary>
    public FunctionLogFormat? LogFormat { get; init; }

    /// <summary>Least severe lines of the program that are kept; needs the JSON format.</summary>
    public FunctionLogLevel? ApplicationLogLevel { get; init; }

    /// <summary>Least severe lines of Lambda that are kept; needs the JSON format.</summary>
    public FunctionLogLevel? SystemLogLevel { get; init; }

    /// <summary>CloudWatch log group its logs go to.</summary>
    public string? LogGroup { get; init; }

    /// <summary>Whether Lambda keeps a snapshot of the started program for each published version.</summary>
    public SnapStartMode? SnapStart { get; init; }

    /// <summary>Concurrent executions that are kept for the function and are its limit; <see cref="Unreserved"/> gives them back.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>Tags to set on the function; its other tags stay.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Its HTTPS address.</summary>
    public FunctionUrlOptions? Url { get; init; }

    /// <summary>Statements its resource policy shall have; others stay.</summary>
    public IReadOnlyList<FunctionPermission>? Permissions { get; init; }
}
