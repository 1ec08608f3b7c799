namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Finds files besides the Dockerfile that LambdaImage wrote, nobody has edited, and the project needs no more.</summary>
internal static class ObsoleteFiles
{
    /// <summary>Folders, relative to the project, that such files are written into.</summary>
    private static readonly string[] Folders = ["", "php/conf.d"];

    /// <summary>None that LambdaImage writes is larger.</summary>
    private const int LargestFile = 64 * 1024;

    /// <summary>Absolute paths.</summary>
    /// <param name="project">The project folder.</param>
    /// <param name="needed">Files that are still needed, relative to it.</param>
    public static IReadOnlyList<string> Find(string project, IEnumerable<string> needed)
    {
        HashSet<string> kept = [.. needed.Append(ProjectRequest.DefaultDockerfile).Append(".dockerignore").Select(file => Path.GetFullPath(file, project))];
        return
        [
            .. Folders.Select(folder => new DirectoryInfo(Path.GetFullPath(folder, project))).Where(folder => folder.Exists)
                .SelectMany(folder => folder.EnumerateFiles())
                .Where(file => file is { LinkTarget: null, Length: > 0 and < LargestFile } && !kept.Contains(file.FullName) && IsOurs(file.FullName))
                .Select(file => file.FullName).Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsOurs(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            // Most files are told by their first line, so the rest of them is not read.
            return reader.ReadLine() is { } first && first.Contains(ManagedMarker.Signature, StringComparison.Ordinal)
                && ManagedMarker.Objection(first + "\n" + reader.ReadToEnd()) is null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is not removed either.
            return false;
        }
    }
}
