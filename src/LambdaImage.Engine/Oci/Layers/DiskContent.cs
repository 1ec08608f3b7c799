namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A file on disk.</summary>
/// <param name="path">The file.</param>
/// <param name="stamp">What it was when it was found.</param>
internal sealed class DiskContent(string path, FileStamp stamp) : EntryContent
{
    public string Path { get; } = path;

    public FileStamp Stamp { get; } = stamp;

    public override long Length => Stamp.Length;

    public override Stream Open() =>
        new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
            FileOptions.SequentialScan);

    public override byte[] Identify(FileDigests digests, CancellationToken cancel) => digests.Of(this, cancel);
}
