using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Context;

/// <summary>A source of COPY or ADD: a path, or a pattern as in Go's filepath.Match with <c>**</c> for any number of
/// folders.</summary>
internal sealed class SourcePattern
{
    private static readonly char[] Wildcards = ['*', '?', '[', '\\'];

    private readonly string[] _names;

    /// <param name="text">As expanded.</param>
    public SourcePattern(string text)
    {
        Text = text;
        IsPattern = text.IndexOfAny(Wildcards) >= 0;
        // Sources are rooted: .. cannot lead above the context.
        var names = new List<string>();
        foreach (var part in text.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") names.Add(part);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }

        _names = [.. names];
    }

    public string Text { get; }

    public bool IsPattern { get; }

    /// <summary>Paths that match, in ordinal order. A path without wildcards is its own only match.</summary>
    /// <param name="tree">Where to look.</param>
    /// <param name="folder">Path of the folder in it that the pattern begins at.</param>
    /// <exception cref="FormatException">The pattern breaks the grammar.</exception>
    public IReadOnlyList<string> Match(FileTree tree, string folder = "")
    {
        if (!IsPattern)
        {
            var path = string.Join('/', _names.Prepend(folder).Where(name => name.Length > 0));
            return tree.Find(path) is null ? [] : [path];
        }

        return [.. Below(tree, folder, 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether there is the folder that the first name with a wildcard is looked for in.</summary>
    public bool HasFolder(FileTree tree) =>
        tree.Find(string.Join('/', _names.TakeWhile(name => name.IndexOfAny(Wildcards) < 0))) is not null;

    private IEnumerable<string> Below(FileTree tree, string folder, int index)
    {
        if (index == _names.Length) return [folder];
        var name = _names[index];
        if (name.IndexOfAny(Wildcards) < 0)
        {
            var path = Join(folder, name);
            return tree.Find(path, followLast: index < _names.Length - 1) is null ? [] : Below(tree, path, index + 1);
        }

        if (tree.Find(folder) is not { Kind: EntryKind.Directory } node) return [];
        if (name == "**")
        {
            var inside = node.Children.Where(child => child.Kind == EntryKind.Directory)
                .SelectMany(child => Below(tree, Join(folder, child.Name), index));
            return index == _names.Length - 1
                ? node.Children.Select(child => Join(folder, child.Name)).Concat(inside)
                : Below(tree, folder, index + 1).Concat(inside);
        }

        var expression = DockerIgnorePattern.CompileName(name);
        return node.Children.Where(child => expression.IsMatch(child.Name))
            .SelectMany(child => Below(tree, Join(folder, child.Name), index + 1));
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
