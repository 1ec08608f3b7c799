using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Projects;

/// <summary>Lists the files of a project and matches their paths.</summary>
internal static class FileGlob
{
    /// <summary>Depth that is searched: manifests and handlers lie near the root, and a mistaken root such as a home
    /// folder must not take minutes.</summary>
    private const int Depth = 6;

    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        "node_modules", "vendor", ".git", ".hg", ".svn", ".venv", "venv", "bin", "obj", "__pycache__", ".idea", ".vs", ".tox", ".terraform", ".serverless", ".aws-sam",
    };

    /// <summary>Relative paths with forward slashes, in ordinal order; links to folders are not followed.</summary>
    public static IReadOnlyList<string> Walk(string root)
    {
        var found = new List<string>();
        if (Directory.Exists(root)) Walk(new DirectoryInfo(root), "", 0, found);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    public static Regex ToRegex(string glob)
    {
        var pattern = Regex.Escape(glob).Replace("\\*\\*/", "(.*/)?", StringComparison.Ordinal).Replace("\\*", "[^/]*", StringComparison.Ordinal);
        return new Regex($"^{pattern}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
    }

    private static void Walk(DirectoryInfo folder, string prefix, int depth, List<string> found)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        foreach (var entry in folder.EnumerateFileSystemInfos("*", options))
        {
            if (entry is FileInfo) found.Add(prefix + entry.Name);
            else if (depth < Depth && !Skipped.Contains(entry.Name) && entry.LinkTarget is null) Walk((DirectoryInfo)entry, prefix + entry.Name + "/", depth + 1, found);
        }
    }
}
