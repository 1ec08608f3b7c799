namespace LambdaImage.Engine.Caches;

/// <summary>A file or folder of the cache that is only of use as a whole.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Bytes that are free once it and all that was not used for longer is removed.</param>
/// <param name="UsedAt">When it was made or used last.</param>
internal sealed record CacheUnit(string Path, bool IsFolder, long Size, DateTimeOffset UsedAt);
