namespace LambdaImage.Engine.Oci.Layers;

/// <summary>The bytes of one file, wherever they are.</summary>
internal abstract class EntryContent
{
    /// <summary>Bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens them from the start. Not buffered: who reads brings a buffer.</summary>
    public abstract Stream Open();

    /// <summary>A SHA-256 that no other content has. It need not be one of the bytes themselves.</summary>
    /// <param name="digests">Knows files on disk.</param>
    /// <param name="cancel">Stops reading.</param>
    public abstract byte[] Identify(FileDigests digests, CancellationToken cancel);
}
