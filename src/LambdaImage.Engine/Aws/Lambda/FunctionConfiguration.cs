namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>A function as Lambda describes it.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html"/></summary>
internal sealed record FunctionConfiguration
{
    public required string FunctionName { get; init; }

    public required string FunctionArn { get; init; }

    /// <summary><c>Image</c> or <c>Zip</c>; older replies leave it out for zip.</summary>
    public string? PackageType { get; init; }

    public string? Runtime { get; init; }

    public string? State { get; init; }

    public string? StateReason { get; init; }

    public string? StateReasonCode { get; init; }

    public string? LastUpdateStatus { get; init; }

    public string? LastUpdateStatusReason { get; init; }

    public string? LastUpdateStatusReasonCode { get; init; }

    /// <summary>For images the digest's digits, without <c>sha256:</c>.</summary>
    public string? CodeSha256 { get; init; }

    /// <summary>Changes with each change: sent back, it keeps us from overwriting somebody else's work.</summary>
    public string? RevisionId { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<string>? Architectures { get; init; }

    public string? Role { get; init; }

    public int? MemorySize { get; init; }

    public int? Timeout { get; init; }

    public string? Description { get; init; }

    public FunctionEnvironment? Environment { get; init; }

    public FunctionStorage? EphemeralStorage { get; init; }

    public FunctionImageConfigReply? ImageConfigResponse { get; init; }

    public FunctionVpc? VpcConfig { get; init; }

    public FunctionTracing? TracingConfig { get; init; }

    public FunctionDeadLetter? DeadLetterConfig { get; init; }

    public string? KMSKeyArn { get; init; }

    public IReadOnlyList<FunctionMount>? FileSystemConfigs { get; init; }

    public FunctionLogging? LoggingConfig { get; init; }

    public FunctionSnapStart? SnapStart { get; init; }

    /// <summary>When it was changed last, as Lambda writes it: <c>2026-11-28T19:00:00.000+0000</c>.</summary>
    public string? LastModified { get; init; }

    public bool IsImage => PackageType == "Image";

    /// <summary>Whether Lambda is still working on an earlier change and would refuse another one.</summary>
    public bool IsBusy => State == "Pending" || LastUpdateStatus == "InProgress";

    /// <summary>Whether the last change ended badly, or the function cannot run at all.</summary>
    public bool HasFailed => State == "Failed" || LastUpdateStatus == "Failed";

    /// <summary>Whether nobody has changed the function in between. Its revision tells less: that also changes when Lambda
    /// itself has worked on it.</summary>
    public bool IsAs(FunctionConfiguration other) => LastModified == other.LastModified && CodeSha256 == other.CodeSha256;

    /// <summary>The processor; Lambda's default where an old reply leaves it out.</summary>
    public LambdaArchitecture Architecture =>
        LambdaArchitectures.Parse(Architectures is [var first, ..] ? first : null) ?? LambdaArchitecture.X86_64;

    public FunctionImageConfig ImageConfig => ImageConfigResponse?.ImageConfig ?? new FunctionImageConfig();
}

/// <summary>Environment variables of a function. Never printed: they hold secrets.</summary>
internal sealed record FunctionEnvironment
{
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Why the variables cannot be shown, for example a key that the caller may not use.</summary>
    public FunctionEnvironmentError? Error { get; init; }

    public override string ToString() => $"{Variables?.Count ?? 0} variables";
}

/// <summary>Why environment variables cannot be shown.</summary>
internal sealed record FunctionEnvironmentError(string? ErrorCode, string? Message);

/// <summary>Size of <c>/tmp</c> in MB.</summary>
internal sealed record FunctionStorage(int Size);

/// <summary>Whether AWS X-Ray samples its requests.</summary>
internal sealed record FunctionTracing(string? Mode);

/// <summary>Where asynchronous events go that failed.</summary>
internal sealed record FunctionDeadLetter(string? TargetArn);

/// <summary>Whether Lambda keeps snapshots of the started program.</summary>
internal sealed record FunctionSnapStart(string? ApplyOn);

/// <summary>Wraps the image settings in replies.</summary>
internal sealed record FunctionImageConfigReply(FunctionImageConfig? ImageConfig);

/// <summary>What a function overrides of its image.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_ImageConfig.html"/></summary>
internal sealed record FunctionImageConfig
{
    public IReadOnlyList<string>? EntryPoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public string? WorkingDirectory { get; init; }
}
