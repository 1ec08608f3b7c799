namespace LambdaImage.Engine.CiServers;

/// <summary>Files that a server reads. What they tell of is done: one that cannot be written is no reason to fail.</summary>
internal static class CiFile
{
    /// <param name="log">Is warned.</param>
    /// <param name="path">The file, for the warning.</param>
    /// <param name="write">Writes it.</param>
    /// <returns>Whether it was written.</returns>
    public static bool Write(ICiLog log, string path, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Issue(CiIssue.Warning($"What is done cannot be told to later steps and readers of the run: {path} cannot be written: {e.Message} Free the disk, or let this user write there."));
            return false;
        }
    }
}
