namespace LambdaImage;

/// <summary>Asks to remove what this machine's cache holds.</summary>
public sealed record ClearCacheRequest
{
    /// <summary>Only what was not used for this time; null: all of it.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Whether to remove also what was used within the last hour, which a running build or an unpublished image may need.</summary>
    public bool Force { get; init; }
}
