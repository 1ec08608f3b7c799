namespace LambdaImage.Engine.Caches;

/// <summary>A file or folder of the cache that is only of use as a whole.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="UsedAt">When it was made or used last.</param>
internal sealed record CacheUnit(string Path, long Size, DateTimeOffset UsedAt);
