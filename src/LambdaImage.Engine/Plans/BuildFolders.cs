using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Plans;

/// <summary>Folders that hold built images until they are published. Old ones are removed when a new one is made.</summary>
internal sealed class BuildFolders(IEnvironment environment, TimeProvider time)
{
    /// <summary>A build that nobody has published in this time is not waited for any longer.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public string Create()
    {
        var root = Path.Combine(environment.CacheFolder, "builds");
        var folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder);
            var oldest = (time.GetUtcNow() - Keep).UtcDateTime;
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
