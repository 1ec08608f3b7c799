namespace LambdaImage.Engine.Oci.Layers;

/// <summary>What the file system says of a file without opening it. Two equal stamps of one path mean equal content,
/// as git takes it.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">Ticks, UTC.</param>
/// <param name="Identity">See <see cref="FileIdentity"/>.</param>
internal readonly record struct FileStamp(long Length, long ModifiedAt, long Identity)
{
    public static FileStamp Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc.Ticks, FileIdentity.Of(file));
}
