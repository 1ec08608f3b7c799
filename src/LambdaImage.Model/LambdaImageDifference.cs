namespace LambdaImage;

/// <summary>How two images differ, or an image and a folder, as a function sees them. Times of files and of builds are not compared.</summary>
public sealed record LambdaImageDifference
{
    /// <summary>Name of the image that is compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>Name of the image, or path of the folder, that is compared with it.</summary>
    public required string Difference { get; init; }

    /// <summary>Digest of the reference image.</summary>
    public required string ReferenceDigest { get; init; }

    /// <summary>Digest of the other image; null: it is a folder.</summary>
    public string? DifferenceDigest { get; init; }

    /// <summary>Base of the reference image, as it says; null: it does not.</summary>
    public string? ReferenceBase { get; init; }

    /// <summary>Base of the other image, as it says; null: it does not, or it is a folder.</summary>
    public string? DifferenceBase { get; init; }

    /// <summary>Compressed size of the reference image in bytes.</summary>
    public long ReferenceSize { get; init; }

    /// <summary>Compressed size of the other image in bytes; null: it is a folder.</summary>
    public long? DifferenceSize { get; init; }

    /// <summary>Whether files and settings are the same.</summary>
    public bool IsEqual => Settings.Count == 0 && Added + Removed + Changed == 0;

    /// <summary>Number of files, folders and links that only the other one has.</summary>
    public int Added => Count(ImageChange.Added);

    /// <summary>Number of files, folders and links that only the reference image has.</summary>
    public int Removed => Count(ImageChange.Removed);

    /// <summary>Number of files, folders and links that both have, but not alike.</summary>
    public int Changed => Count(ImageChange.Changed);

    /// <summary>Bytes of files that the other one has more; negative: that it has less.</summary>
    public long Growth => Files.Sum(file => (file.DifferenceSize ?? 0) - (file.ReferenceSize ?? 0));

    /// <summary>What differs in files, folders and links, by path; with what is equal, where that was asked for.</summary>
    public IReadOnlyList<ImageFileDifference> Files { get; init; } = [];

    /// <summary>What differs in the configuration. Values that look like secrets are masked.</summary>
    public IReadOnlyList<ImageSettingDifference> Settings { get; init; } = [];

    /// <summary>The layers of both, those of the reference image first; empty: the other one is a folder.</summary>
    public IReadOnlyList<ImageLayerDifference> Layers { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    private int Count(ImageChange change) => Files.Count(file => file.Change == change);
}

/// <summary>How something of one image stands to the other.</summary>
public enum ImageChange
{
    /// <summary>Both have it alike.</summary>
    Equal,

    /// <summary>Only the other one has it.</summary>
    Added,

    /// <summary>Only the reference image has it.</summary>
    Removed,

    /// <summary>Both have it, but not alike.</summary>
    Changed,
}

/// <summary>How one file, folder or link differs.</summary>
/// <param name="Path">Absolute path in the image.</param>
/// <param name="Change">Where it is.</param>
/// <param name="What">What is not alike: <c>type</c>, <c>content</c>, <c>link</c>, <c>mode</c>, <c>owner</c>, <c>attributes</c>.</param>
/// <param name="ReferenceSize">Bytes of the file in the reference image; null: there is no file.</param>
/// <param name="DifferenceSize">Bytes of the file in the other one; null: there is no file.</param>
public sealed record ImageFileDifference(string Path, ImageChange Change, IReadOnlyList<string> What, long? ReferenceSize, long? DifferenceSize)
{
    /// <inheritdoc/>
    public override string ToString() => What.Count == 0 ? $"{Change} {Path}" : $"{Change} {Path} ({string.Join(", ", What)})";
}

/// <summary>One setting of the configuration that differs.</summary>
/// <param name="Setting">Its name: <c>Cmd</c>, <c>Env PATH</c>, <c>Label version</c>.</param>
/// <param name="Reference">Its value in the reference image; null: it has none.</param>
/// <param name="Difference">Its value in the other one; null: it has none.</param>
public sealed record ImageSettingDifference(string Setting, string? Reference, string? Difference)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Setting}: {Reference ?? "none"} → {Difference ?? "none"}";
}

/// <summary>One layer of either image.</summary>
/// <param name="Digest">Digest of the bytes as a registry stores them.</param>
/// <param name="DiffId">Digest of the uncompressed tar, by which it is known again; null when the image's configuration does not list it.</param>
/// <param name="Size">Compressed size in bytes.</param>
/// <param name="Change">Which image has it: Equal is both.</param>
public sealed record ImageLayerDifference(string Digest, string? DiffId, long Size, ImageChange Change);
