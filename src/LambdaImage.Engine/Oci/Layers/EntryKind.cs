namespace LambdaImage.Engine.Oci.Layers;

/// <summary>What a layer's entry is.</summary>
internal enum EntryKind
{
    File,
    Directory,
    SymbolicLink,

    /// <summary>Another name of a file in the same image.</summary>
    HardLink,

    /// <summary>A device or pipe. Kept in view, never copied.</summary>
    Special,

    /// <summary>A file or folder of a lower layer is gone.
    /// <see href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts"/></summary>
    Whiteout,

    /// <summary>All that lower layers have in this folder is gone.</summary>
    OpaqueWhiteout,
}
