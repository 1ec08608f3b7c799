namespace LambdaImage.Engine.Oci.Layers;

/// <summary>What the file system says of a file without opening it. Two equal stamps of one path mean equal content,
/// as git takes it; the time of creation stands for the inode, which not every file system has: a file moved over
/// another brings its own.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">Ticks, UTC.</param>
/// <param name="CreatedAt">Ticks, UTC.</param>
internal readonly record struct FileStamp(long Length, long ModifiedAt, long CreatedAt)
{
    public static FileStamp Of(FileInfo file) =>
        new(file.Length, file.LastWriteTimeUtc.Ticks, file.CreationTimeUtc.Ticks);
}
