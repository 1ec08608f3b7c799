namespace LambdaImage;

/// <summary>One image of a repository, and what the clean-up does with it.</summary>
public sealed record RepositoryImage
{
    /// <summary>Digest of the manifest.</summary>
    public required string Digest { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was pushed; null: not told.</summary>
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>Compressed size in bytes; 0: not told, as for an index.</summary>
    public long Size { get; init; }

    /// <summary>Whether it is deleted.</summary>
    public required bool Deleted { get; init; }

    /// <summary>Why it is kept or deleted.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Deleted ? "delete" : "keep")} {Digest}{(Tags.Count == 0 ? "" : $" ({string.Join(", ", Tags)})")}: {Reason}";
}
