namespace LambdaImage.Engine.Oci;

/// <summary>The image that another one was built on, in the words that images say it with.
/// <see href="https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys"/></summary>
/// <param name="Name">Its whole reference as the Dockerfile has it, so that a newer image can be looked for under the same tag; with a digest only where
/// there was no tag.</param>
/// <param name="DigestText">Digest of its manifest for the image's processor; null: the image does not say.</param>
internal sealed record ImageBase(string Name, string? DigestText)
{
    public const string NameKey = "org.opencontainers.image.base.name";
    public const string DigestKey = "org.opencontainers.image.base.digest";

    /// <summary>Name and digest in one.</summary>
    public string Text => DigestText is null || Name.Contains('@', StringComparison.Ordinal) ? Name : $"{Name}@{DigestText}";

    /// <summary>The base that a FROM has named.</summary>
    public static ImageBase Of(ImageReference reference, IImage image)
    {
        var isPinnedOnly = reference is { Tag: null, Digest: not null };
        return new((isPinnedOnly ? reference : reference.WithTag(reference.Tag ?? ImageReference.DefaultTag)).ToString(), image.Descriptor.DigestText);
    }

    /// <summary>What an image says: its annotations, else its labels.</summary>
    /// <returns>Null where it says nothing.</returns>
    public static ImageBase? Read(IImage image)
    {
        if (image.Manifest.Annotations?.GetValueOrDefault(NameKey) is { } name) return new(name, image.Manifest.Annotations.GetValueOrDefault(DigestKey));
        return image.Config.Config?.Labels is { } labels && labels.GetValueOrDefault(NameKey) is { } label ? new(label, labels.GetValueOrDefault(DigestKey)) : null;
    }

    /// <summary>Whether an image with such a manifest says it in its labels. Docker's manifests have no annotations: registries keep unknown members, but
    /// tools that convert or copy the manifest drop them. OCI's have them, and there labels are left alone: a container would inherit them from image to
    /// image, and tell of a base that is not its own.</summary>
    public static bool IsInLabels(string manifestType) => manifestType == MediaTypes.DockerManifest;

    /// <summary>The configuration with this base in its labels.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="inherited">Labels of the base itself: what they say is about the base, and is replaced. What the Dockerfile says stays.</param>
    public ImageConfig Label(ImageConfig config, IReadOnlyDictionary<string, string>? inherited)
    {
        var labels = new SortedDictionary<string, string>(config.Config?.Labels ?? [], StringComparer.Ordinal);
        foreach (var (key, value) in Pairs)
        {
            if (!labels.TryGetValue(key, out var said) || inherited?.GetValueOrDefault(key) == said) labels[key] = value;
        }

        return config with { Config = (config.Config ?? new ContainerConfig()) with { Labels = labels } };
    }

    /// <summary>The annotations of a manifest with this base among them.</summary>
    /// <param name="others">Those it has; null: none.</param>
    public SortedDictionary<string, string> Annotate(IReadOnlyDictionary<string, string>? others)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in others ?? annotations) annotations[key] = value;
        foreach (var (key, value) in Pairs) annotations[key] = value;
        return annotations;
    }

    private IEnumerable<KeyValuePair<string, string>> Pairs =>
        DigestText is null ? [new(NameKey, Name)] : [new(NameKey, Name), new(DigestKey, DigestText)];
}
