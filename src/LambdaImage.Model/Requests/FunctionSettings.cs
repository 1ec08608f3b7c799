namespace LambdaImage;

/// <summary>Settings of a function besides its image. Null everywhere means: leave as it is, or Lambda's default on creation.</summary>
public sealed record FunctionSettings
{
    /// <summary>ARN of the execution role; needed to create a function.</summary>
    public string? Role { get; init; }

    /// <summary>Memory in MB.</summary>
    public int? MemorySize { get; init; }

    /// <summary>Time-out in seconds.</summary>
    public int? Timeout { get; init; }

    /// <summary>Size of <c>/tmp</c> in MB.</summary>
    public int? EphemeralStorage { get; init; }

    /// <summary>Environment variables; null leaves them, anything else replaces them all.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Overrides CMD; an empty list resets to the image's own.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Overrides ENTRYPOINT; an empty list resets to the image's own.</summary>
    public IReadOnlyList<string>? EntryPoint { get; init; }

    /// <summary>Overrides WORKDIR; an empty string resets to the image's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Description of the function.</summary>
    public string? Description { get; init; }
}
