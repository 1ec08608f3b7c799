namespace LambdaImage;

/// <summary>What was removed from the cache of this machine.</summary>
public sealed record CacheCleanup
{
    /// <summary>Absolute path of the cache.</summary>
    public required string Path { get; init; }

    /// <summary>Number of layers, built images, documents and the like that were removed.</summary>
    public int Entries { get; init; }

    /// <summary>Bytes that were freed.</summary>
    public long BytesFreed { get; init; }

    /// <summary>Number of entries that stay.</summary>
    public int Kept { get; init; }

    /// <summary>Bytes of the entries that stay.</summary>
    public long KeptSize { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
