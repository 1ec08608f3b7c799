namespace LambdaImage;

/// <summary>Asks to have one image, bit for bit, in other Regions and accounts, or under other tags.</summary>
public sealed record CopyRequest
{
    /// <summary>Reference of the image. A tag is resolved to its digest once, for all places.</summary>
    public required string ImageUri { get; init; }

    /// <summary>Processor, should the reference be an index of several images; null: x86_64 where it has
    /// one.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Where to: each with the account, Region and credentials to write with. Empty: only the tags of the
    /// image's own repository are set.</summary>
    public IReadOnlyList<AwsSession> Destinations { get; init; } = [];

    /// <summary>Name of the repository there; null: the same as here.</summary>
    public string? Repository { get; init; }

    /// <summary>Tags to set there; empty: the tag of the reference, if it has one.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether a missing repository is an error instead of being created.</summary>
    public bool NoCreateRepository { get; init; }

    /// <summary>Settings of the repositories.</summary>
    public RepositoryOptions RepositoryOptions { get; init; } = new();

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials to read the image with.</summary>
    public AwsSession Session { get; init; } = new();
}
