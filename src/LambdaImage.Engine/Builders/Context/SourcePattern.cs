using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Context;

/// <summary>A source of COPY or ADD: a path, or from the first name with a wildcard on a pattern as in Go's filepath.Match, where <c>**</c> is no more
/// than <c>*</c>. As in BuildKit a link may match, but nothing is looked for behind it. <see href="https://pkg.go.dev/path/filepath#Match"/></summary>
internal sealed class SourcePattern
{
    private readonly bool _isRecursive;
    private readonly string _start;
    private readonly string[] _names;

    /// <param name="text">As expanded.</param>
    /// <param name="isRecursive">Whether <c>**</c> is any number of folders, as it is with --parents.</param>
    public SourcePattern(string text, bool isRecursive = false)
    {
        Text = text;
        _isRecursive = isRecursive;
        // Sources are rooted: .. cannot lead above the context.
        var names = new List<string>();
        foreach (var part in text.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") names.Add(part);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }

        var plain = names.TakeWhile(name => !HasWildcard(name)).Count();
        _start = string.Join('/', names.Take(plain));
        _names = [.. names.Skip(plain)];
    }

    public string Text { get; }

    public bool IsPattern => _names.Length > 0;

    /// <summary>Paths that match, in the order in which they are copied: of two files for one place the last one wins. A path without wildcards is its
    /// own only match.</summary>
    /// <param name="tree">Where to look.</param>
    /// <param name="folder">Path of the folder in it that the pattern begins at.</param>
    /// <exception cref="FormatException">The pattern breaks the grammar.</exception>
    public IReadOnlyList<string> Match(FileTree tree, string folder = "")
    {
        var start = Join(folder, _start);
        if (tree.Find(start) is not { } node) return [];
        if (!IsPattern) return [start];
        // A class may be the slash between two names.
        if (!_isRecursive && _names.Any(name => name.Contains('[', StringComparison.Ordinal)))
            return [.. All(node, start, "", DockerIgnorePattern.CompileSource(string.Join('/', _names), hasDoubleStar: false))];
        Regex[] names = [.. _names.Select(name => DockerIgnorePattern.CompileSource(name, _isRecursive))];
        return [.. Below(node, start, 0, names).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether there is the folder that the first name with a wildcard is looked for in.</summary>
    public bool HasFolder(FileTree tree) => tree.Find(_start) is not null;

    private IEnumerable<string> Below(FileNode folder, string path, int index, Regex[] names)
    {
        var isLast = index == names.Length - 1;
        if (_isRecursive && _names[index] == "**")
        {
            var inside = folder.Children.SelectMany(child => Below(child, Join(path, child.Name), index, names));
            return isLast
                ? folder.Children.Select(child => Join(path, child.Name)).Concat(inside)
                : Below(folder, path, index + 1, names).Concat(inside);
        }

        var matches = folder.Children.Where(child => names[index].IsMatch(child.Name));
        return isLast
            ? matches.Select(child => Join(path, child.Name))
            : matches.SelectMany(child => Below(child, Join(path, child.Name), index + 1, names));
    }

    /// <summary>All below a folder that a pattern of the whole path matches; what is in such a folder is copied with it.</summary>
    private static IEnumerable<string> All(FileNode folder, string path, string below, Regex pattern) => folder.Children.SelectMany(child =>
        Join(below, child.Name) is var relative && pattern.IsMatch(relative)
            ? [Join(path, child.Name)]
            : All(child, Join(path, child.Name), relative, pattern));

    /// <summary>What follows a backslash stands for itself.</summary>
    private static bool HasWildcard(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\') i++;
            else if (name[i] is '*' or '?' or '[') return true;
        }

        return false;
    }

    private static string Join(string folder, string name) =>
        folder.Length == 0 ? name : name.Length == 0 ? folder : $"{folder}/{name}";
}
