namespace LambdaImage.Engine.Oci.Layers;

/// <summary>How a layer is compressed.</summary>
internal enum LayerCompression
{
    None,
    Gzip,
    Zstandard,
    Xz,
    Bzip2,
}

/// <summary>Tells compressions from one another.</summary>
internal static class LayerCompressions
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int MagicLength = 4;

    /// <summary>The compression that a layer's first bytes show, whatever the layer is called.</summary>
    public static LayerCompression Of(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B, ..] => LayerCompression.Gzip,
        // A frame, or one that is to be skipped. https://datatracker.ietf.org/doc/html/rfc8878#name-skippable-frames
        [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => LayerCompression.Zstandard,
        [0xFD, 0x37, 0x7A, 0x58, ..] => LayerCompression.Xz,
        // A tar may begin with a name of these letters, but hardly with the digit of a block size behind them.
        [0x42, 0x5A, 0x68, >= 0x31 and <= 0x39, ..] => LayerCompression.Bzip2,
        _ => LayerCompression.None,
    };

    /// <summary>The name of the program that makes it.</summary>
    public static string Name(this LayerCompression compression) => compression switch
    {
        LayerCompression.Zstandard => "zstd",
        LayerCompression.Xz => "xz",
        LayerCompression.Bzip2 => "bzip2",
        LayerCompression.Gzip => "gzip",
        _ => "nothing",
    };
}
