namespace LambdaImage.Engine.Oci.Layers;

/// <summary>What the file system says of a file without opening it. Two equal stamps of one path mean equal content,
/// as git takes it.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">Ticks, UTC.</param>
/// <param name="Identity">Tells a file from another that took its name, and from itself after a change that hid its time.</param>
internal readonly record struct FileStamp(long Length, long ModifiedAt, long Identity);
