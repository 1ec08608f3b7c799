namespace LambdaImage.Engine.Environments;

/// <summary>Where a file really is.</summary>
internal static class RealPath
{
    /// <summary>As many links as Linux follows; more are a circle.</summary>
    private const int MostLinks = 40;

    /// <summary>Follows the links of every folder on the way, and that of the last name. What cannot be followed stays as it is.</summary>
    /// <param name="path">Absolute path.</param>
    public static string Of(string path)
    {
        var links = 0;
        try
        {
            return Follow(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return path;
        }

        string Follow(string name)
        {
            if (Path.GetDirectoryName(name) is not { } folder) return name;
            var found = new FileInfo(Path.Combine(Follow(folder), Path.GetFileName(name)));
            if (found.LinkTarget is not { } target) return found.FullName;
            return ++links > MostLinks ? throw new IOException($"{path} leads in a circle.") : Follow(Path.GetFullPath(target, found.DirectoryName!));
        }
    }
}
