namespace LambdaImage;

/// <summary>What an update of a function would change, before it happens.</summary>
public sealed record LambdaFunctionComparison
{
    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Whether the update would change nothing.</summary>
    public required bool NoChange { get; init; }

    /// <summary>What the update would do: nothing, create, or update.</summary>
    public required DeploymentChange Change { get; init; }

    /// <summary>All of it in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Settings that would change; of environment variables only the names.</summary>
    public IReadOnlyList<FunctionDifference> Differences { get; init; } = [];

    /// <summary>The digest reference that the function runs now; null: it does not exist.</summary>
    public string? ImageUri { get; init; }

    /// <summary>The digest reference it would run.</summary>
    public required string NewImageUri { get; init; }

    /// <summary>Tags of the image it runs now; null: not known.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags of the image it would run; null: not known.</summary>
    public IReadOnlyList<string>? NewTags { get; init; }

    /// <summary>Compressed size of the image it runs now, in bytes; null: not known.</summary>
    public long? Size { get; init; }

    /// <summary>Compressed size of the image it would run, in bytes; null: not known.</summary>
    public long? NewSize { get; init; }

    /// <summary>Layers that the new image has and the present one has not; null: not known.</summary>
    public IReadOnlyList<ImageLayer>? LayersAdded { get; init; }

    /// <summary>Layers that the present image has and the new one has not; null: not known.</summary>
    public IReadOnlyList<ImageLayer>? LayersRemoved { get; init; }

    /// <summary>AWS Region of the function.</summary>
    public required string Region { get; init; }
}
