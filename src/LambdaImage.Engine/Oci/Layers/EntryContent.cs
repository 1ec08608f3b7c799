namespace LambdaImage.Engine.Oci.Layers;

/// <summary>The bytes of one file, wherever they are.</summary>
internal abstract class EntryContent
{
    /// <summary>Bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens them from the start. Not buffered: who reads brings a buffer.</summary>
    public abstract Stream Open();
}

/// <summary>A file on disk.</summary>
internal sealed class DiskContent(string path, long length) : EntryContent
{
    public string Path { get; } = path;

    public override long Length { get; } = length;

    public override Stream Open() =>
        new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
            FileOptions.SequentialScan);
}

/// <summary>A few bytes in memory: here-documents.</summary>
internal sealed class InlineContent(ReadOnlyMemory<byte> bytes) : EntryContent
{
    public override long Length => bytes.Length;

    public override Stream Open() => new MemoryStream(bytes.ToArray(), writable: false);
}
