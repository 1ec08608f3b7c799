namespace LambdaImage;

/// <summary>Asks to move an image in a registry to a newer base without building it.</summary>
public sealed record RebaseRequest
{
    /// <summary>Reference of the image.</summary>
    public required string ImageUri { get; init; }

    /// <summary>The base to move to; null: what the tag that the image was built from points at now.</summary>
    public string? Base { get; init; }

    /// <summary>The base that the image was built on, by digest; null: what the image says.</summary>
    public string? OldBase { get; init; }

    /// <summary>Processor, should the reference be an index of several images; null: x86_64 where it has one.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Tags to point at the result; empty: the tag of the reference, if it has one.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether layers are moved, too, that other instructions than COPY, ADD and WORKDIR made.</summary>
    public bool Force { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
