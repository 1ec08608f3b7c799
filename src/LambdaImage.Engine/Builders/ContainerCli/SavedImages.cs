using System.Text.Json;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>What an engine has saved for earlier builds: an image that it has built again is not saved again.</summary>
/// <remarks>A build gives the file a name of its own (hard link), so nobody who tidies up the cache takes it from under a build. The note beside a
/// file is written last: a file without one may be half of an image.</remarks>
/// <param name="engine">Whose images they are: each engine has a form of its own.</param>
/// <param name="job">The build, beside whose folder those of the others are.</param>
internal sealed class SavedImages(BuildEngine engine, BuildJob job)
{
    /// <summary>Gets the saved form of an image.</summary>
    /// <param name="id">The image's id.</param>
    /// <param name="key">A digest of all that is in the image; null: it is not known.</param>
    /// <param name="path">Where it is put, in the folder of the build.</param>
    /// <param name="save">Saves it there, where no earlier build has.</param>
    /// <param name="reporter">Takes log lines.</param>
    public async Task GetAsync(string id, string? key, string path, Func<Task> save, IWorkReporter reporter)
    {
        if (job.Request.NoCache || !Digest.TryParse(key, out var digest))
        {
            await save();
            return;
        }

        var note = $"{engine.Name()}-{digest.Hex}.json";
        if (Link(note, path)) reporter.Log(LogLevel.Verbose, $"{engine.Name()} made the image {id} before: what it saved then is used.");
        else await save();
        var file = new FileInfo(path);
        CacheFile.Write(Path.Combine(job.WorkFolder, note), OciJson.Write(new SavedNote(file.Length, file.LastWriteTimeUtc.Ticks)));
    }

    private bool Link(string note, string path) => Directory.EnumerateDirectories(Path.GetDirectoryName(job.WorkFolder)!)
        .Select(folder => Path.Combine(folder, note)).Where(File.Exists)
        .Any(found => Link(found, Path.Combine(Path.GetDirectoryName(found)!, Path.GetFileName(path)), path));

    /// <returns>False: it is damaged, or another process removed it just now.</returns>
    private static bool Link(string note, string saved, string path)
    {
        try
        {
            var known = OciJson.Read<SavedNote>(File.ReadAllBytes(note));
            CacheFile.Link(saved, path);
            if (known.IsOf(new FileInfo(path))) return true;
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            // See above.
        }

        CacheFile.Remove(path);
        return false;
    }
}
