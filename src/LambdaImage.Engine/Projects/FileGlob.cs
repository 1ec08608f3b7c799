using System.IO.Enumeration;

namespace LambdaImage.Engine.Projects;

/// <summary>Finds the files that a pattern can match and looks nowhere else: <c>*</c> stays inside a folder, <c>**/</c>
/// crosses folders.</summary>
internal static class FileGlob
{
    private const string AnyFolders = "**";

    /// <summary>Relative paths with forward slashes, in ordinal order; links to folders are followed only where the
    /// pattern names them.</summary>
    public static IReadOnlyList<string> Find(ProjectTree tree, string glob)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Expand(tree, "", glob.Split('/'), found);
        return [.. found];
    }

    private static void Expand(ProjectTree tree, string folder, ReadOnlySpan<string> parts, SortedSet<string> found)
    {
        var part = parts[0];
        if (part == AnyFolders)
        {
            foreach (var below in tree.Below(folder)) Expand(tree, below, parts[1..], found);
        }
        else if (!part.Contains('*', StringComparison.Ordinal))
        {
            var path = Join(folder, part);
            if (parts.Length == 1 ? tree.IsFile(path) : tree.IsFolder(path)) Take(tree, path, parts, found);
        }
        else
        {
            foreach (var (name, isFolder) in tree.List(folder))
            {
                if (isFolder == parts.Length > 1 && FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false)
                    && (isFolder ? !tree.IsSkipped(folder, name) : tree.IsFile(Join(folder, name))))
                    Take(tree, Join(folder, name), parts, found);
            }
        }
    }

    private static void Take(ProjectTree tree, string path, ReadOnlySpan<string> parts, SortedSet<string> found)
    {
        if (parts.Length == 1) found.Add(path);
        else Expand(tree, path, parts[1..], found);
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
