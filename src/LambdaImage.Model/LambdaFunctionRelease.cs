namespace LambdaImage;

/// <summary>One published version of a function, with all that is known about where it came from.</summary>
public sealed record LambdaFunctionRelease
{
    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Number of the version.</summary>
    public required string Version { get; init; }

    /// <summary>The digest reference it runs; null when Lambda does not tell.</summary>
    public string? ImageUri { get; init; }

    /// <summary>Digest of the image.</summary>
    public string? Digest { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Aliases that send traffic to it, with their share where it is not all: <c>live</c>, <c>live 10%</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether an alias sends traffic to it.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether it is what an alias pointed to before, as Restore-LambdaFunctionImage would take it.</summary>
    public bool IsPrevious { get; init; }

    /// <summary>Whether the unpublished function runs the same image.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Commit it was built from; null: unknown.</summary>
    public string? Revision { get; init; }

    /// <summary>Branch it was built from; null: unknown.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether files differed from the commit; null: unknown.</summary>
    public bool? IsDirty { get; init; }

    /// <summary>Who released it, or else built its image; null: unknown.</summary>
    public string? User { get; init; }

    /// <summary>LambdaImage with its version, where it released it or built its image with labels; null: it did neither.</summary>
    public string? Tool { get; init; }

    /// <summary>Tag that the image had when it was released; null: none.</summary>
    public string? Tag { get; init; }

    /// <summary>Tags that the image has in ECR now.</summary>
    public IReadOnlyList<string> ImageTags { get; init; } = [];

    /// <summary>Labels of the image: those under <c>org.opencontainers.image</c> by their last part, others by their name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the image is still in ECR; null: it could not be asked.</summary>
    public bool? ImageExists { get; init; }

    /// <summary>Description of the version as it is.</summary>
    public string? Description { get; init; }

    /// <summary>AWS Region of the function.</summary>
    public required string Region { get; init; }
}
