using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Plans;

/// <summary>Folders that hold built images until they are published. Old ones are removed when a new one is made.</summary>
internal sealed class BuildFolders(IEnvironment environment, TimeProvider time)
{
    public string Create()
    {
        var root = Path.Combine(environment.CacheFolder, CacheStore.Builds);
        var folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder);
            var oldest = (time.GetUtcNow() - CacheStore.BuildsKept).UtcDateTime;
            foreach (var old in Directory.EnumerateDirectories(root))
            {
                if (Directory.GetLastWriteTimeUtc(old) < oldest) Remove(old);
            }

            return folder;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.CacheNotWritable(root, problem);
        }
    }

    /// <summary>Removes a folder; one that somebody else holds open is left for the next time.</summary>
    public static void Remove(string folder) => CacheFile.RemoveFolder(folder);
}
