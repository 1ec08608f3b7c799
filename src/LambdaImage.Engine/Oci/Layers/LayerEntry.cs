namespace LambdaImage.Engine.Oci.Layers;

/// <summary>One file, folder or link of a layer.</summary>
/// <param name="Path">Path from the root, with forward slashes and without one at either end. The root itself is
/// empty.</param>
/// <param name="Kind">What it is.</param>
internal sealed record LayerEntry(string Path, EntryKind Kind)
{
    /// <summary>0644: everybody reads. Lambda's own user is neither owner nor group.</summary>
    public const int PlainFile = 0b110_100_100;

    /// <summary>0755: everybody reads and enters, or runs.</summary>
    public const int Executable = 0b111_101_101;

    /// <summary>0111: the three bits that make a file executable.</summary>
    public const int ExecutableBits = 0b001_001_001;

    /// <summary>0777: what every link has.</summary>
    public const int Open = 0b111_111_111;

    /// <summary>Permission bits, with set-user, set-group and sticky.</summary>
    public int Mode { get; init; } = Kind switch
    {
        EntryKind.Directory => Executable,
        EntryKind.SymbolicLink => Open,
        _ => PlainFile,
    };

    public long UserId { get; init; }

    public long GroupId { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long ModifiedAt { get; init; }

    /// <summary>Target of a link: as written for symbolic links, path from the root for hard links.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The bytes of a file. Two entries of one layer that share them and are of one <see cref="Copy"/> are hard links of each other.</summary>
    public EntryContent? Content { get; init; }

    /// <summary>Tells apart what was copied from the same bytes more than once; null: as it was read.</summary>
    public object? Copy { get; init; }

    /// <summary>Extended attributes by name, for example <c>security.capability</c>. Their values need not be text.</summary>
    public IReadOnlyDictionary<string, byte[]>? ExtendedAttributes { get; init; }

    public static LayerEntry Directory(string path) => new(path, EntryKind.Directory);
}
