namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Names of what is not complete yet: it lies beside its place, so that it can be moved there in one step.</summary>
internal static class Draft
{
    /// <summary>Longer than any image takes to be written.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>A name that nothing has. Drafts for the same place that a killed process left behind long ago are removed.</summary>
    /// <param name="path">The place.</param>
    /// <param name="suffix">Tells people what it is.</param>
    public static string NameFor(string path, string suffix)
    {
        foreach (var entry in Of(path, suffix))
        {
            if (DateTime.UtcNow - entry.LastWriteTimeUtc > Abandoned) Remove(entry);
        }

        return $"{path}.{Guid.NewGuid():N}{suffix}";
    }

    /// <summary>Those for a place that there are.</summary>
    public static IEnumerable<FileSystemInfo> Of(string path, string suffix)
    {
        var (name, folder) = (Path.GetFileName(path), new DirectoryInfo(Path.GetDirectoryName(path)!));
        return folder.Exists ? folder.EnumerateFileSystemInfos($"{name}.*{suffix}").Where(entry => IsDraft(entry.Name, name, suffix)) : [];
    }

    private static bool IsDraft(string entry, string name, string suffix) =>
        Guid.TryParseExact(entry.AsSpan()[(name.Length + 1)..^suffix.Length], "N", out _);

    private static void Remove(FileSystemInfo entry)
    {
        try
        {
            if (entry is DirectoryInfo folder) folder.Delete(recursive: true);
            else entry.Delete();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or gone already: it is in nobody's way.
        }
    }
}
