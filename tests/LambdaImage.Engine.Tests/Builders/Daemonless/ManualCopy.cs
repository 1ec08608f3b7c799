using FsCheck;
using FsCheck.Fluent;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

/// <summary>A COPY with --exclude, --parents or both, and what the manual says that it gives, found in the plainest way: by asking of every file whether it
/// is meant. BuildKit 0.11 does not know these flags.
/// <see href="https://docs.docker.com/reference/dockerfile/#copy---exclude"/>
/// <see href="https://docs.docker.com/reference/dockerfile/#copy---parents"/></summary>
/// <param name="Files">The context.</param>
/// <param name="Parents">Whether the folders of the source are kept.</param>
/// <param name="Source">What is copied.</param>
/// <param name="Excluded">Patterns, relative to a folder that is copied; with --parents to the place that folders are kept from.</param>
internal sealed record ManualCopy(IReadOnlyList<string> Files, bool Parents, string Source, IReadOnlyList<string> Excluded)
{
    private const string Pivot = "/./";

    /// <summary>It is always there, and with it two folders.</summary>
    private const string Kept = "x/y/b.md";

    private static readonly string[] Universe =
        [.. from folder in new[] { "", "x/", "y/", "x/y/", "y/x/", "x/y/z/" } from file in new[] { "a.txt", "b.md", "c.js" } select folder + file];

    private static readonly Gen<string> Pattern =
        from count in Gen.Choose(1, 3)
        from names in Gen.Elements("*", "**", "x", "y", "z", "?", "a.txt", "*.md", "[ab]*", "b.md", "c.*").ListOf(count)
        from mark in Gen.Elements("", "", "", "!")
        select mark + string.Join('/', names);

    private static readonly Gen<string> PlainSource =
        Gen.Elements(".", "x", "./x/", "x/y", "x/y/b.md", "nowhere", "*", "*.txt", "?", "[xy]", "x/*", "x/y/*.md", "x/*/z", "*/*", "x/y/nothing*");

    private static readonly Gen<string> SourceWithParents =
        from start in Gen.Elements("", "", "./", "x/./", "./x/./", "x/y/./", "*/./", "[xy]/./", "x/*/./")
        from rest in Gen.Elements(
            "x", "x/y", "y", "b.md", "y/b.md", "x/y/b.md", "nowhere", "*", "**", "*.txt", "?/*.md", "*/*", "**/*.md", "**/y", "**/y/*.txt", "x/**", "x/**/*.js")
        select start + rest;

    public static Gen<ManualCopy> All { get; } =
        from files in Gen.SubListOf(Universe)
        from parents in Gen.Elements(true, false)
        from source in parents ? SourceWithParents : PlainSource
        from count in Gen.Choose(0, 3)
        from excluded in Pattern.ListOf(count)
        select new ManualCopy([.. files.Append(Kept).Distinct()], parents, source, [.. excluded]);

    public string Dockerfile =>
        $"FROM scratch\nCOPY {(Parents ? "--parents " : "")}{string.Concat(Excluded.Select(pattern => $"--exclude={pattern} "))}{Source} /t/\n";

    /// <summary>Files and folders, as the tests list a layer; null: it is refused, because a path without wildcard is not there.</summary>
    public IReadOnlyCollection<string>? Expected()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        return (Parents ? PutWithParents(found) : Put(found)) || Source.IndexOfAny(['*', '?', '[']) >= 0 ? found.Values : null;
    }

    private IEnumerable<string> Nodes => Files.SelectMany(Prefixes).Distinct().Order(StringComparer.Ordinal);

    private bool Put(SortedDictionary<string, string> found)
    {
        var matches = Names(Source).Length == 0 ? [""] : Nodes.Where(node => Matches(Names(Source), Names(node))).ToArray();
        foreach (var match in matches)
        {
            if (Files.Contains(match))
            {
                Add(found, Names(match)[^1], match);
                continue;
            }

            found["t"] = "dir 0755 0:0 t/";
            foreach (var node in Below(match)) Add(found, Relative(match, node), node);
        }

        return matches.Length > 0;
    }

    private bool PutWithParents(SortedDictionary<string, string> found)
    {
        var pivot = Source.IndexOf(Pivot, StringComparison.Ordinal);
        var (start, rest) = pivot < 0 ? ([], Names(Source)) : (Names(Source[..pivot]), Names(Source[(pivot + Pivot.Length)..]));
        var roots = Nodes.Prepend("").Where(node => !Files.Contains(node) && Matches(start, Names(node))).ToArray();
        if (roots.Length > 0) found["t"] = "dir 0755 0:0 t/";
        var isFound = false;
        foreach (var (root, node) in roots.SelectMany(root => Below(root).Select(node => (root, node))))
        {
            var path = Relative(root, node);
            if (!Prefixes(path).Any(prefix => Matches(rest, Names(prefix)))) continue;
            isFound = true;
            Add(found, path, node);
        }

        return isFound;
    }

    private void Add(SortedDictionary<string, string> found, string path, string node)
    {
        // The last pattern that matches it, or a folder that it is in, decides.
        var isExcluded = false;
        foreach (var pattern in Excluded)
        {
            if (Prefixes(path).Any(prefix => Matches(Names(pattern.TrimStart('!')), Names(prefix)))) isExcluded = !pattern.StartsWith('!');
        }

        if (isExcluded) return;
        foreach (var folder in Prefixes("t/" + path).SkipLast(1)) found[folder] = $"dir 0755 0:0 {folder}/";
        found["t/" + path] = Files.Contains(node) ? $"file 0644 0:0 t/{path} = content of {node}" : $"dir 0755 0:0 t/{path}/";
    }

    private IEnumerable<string> Below(string folder) =>
        folder.Length == 0 ? Nodes : Nodes.Where(node => node.StartsWith(folder + "/", StringComparison.Ordinal));

    private static string Relative(string folder, string node) => folder.Length == 0 ? node : node[(folder.Length + 1)..];

    /// <summary>A path and the folders that it is in, outermost first.</summary>
    private static IEnumerable<string> Prefixes(string path) => Enumerable.Range(1, Names(path).Length).Select(count => string.Join('/', Names(path)[..count]));

    private static string[] Names(string path) => [.. path.Split('/').Where(name => name is not ("" or "."))];

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path) => pattern switch
    {
        [] => path.Length == 0,
        ["**"] => path.Length > 0,
        ["**", .. var rest] => Matches(rest, path) || (path.Length > 0 && Matches(pattern, path[1..])),
        [var name, .. var rest] => path.Length > 0 && MatchesName(name, path[0]) && Matches(rest, path[1..]),
    };

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) => pattern switch
    {
        [] => name.Length == 0,
        ['*', .. var rest] => MatchesName(rest, name) || (name.Length > 0 && MatchesName(pattern, name[1..])),
        ['?', .. var rest] => name.Length > 0 && MatchesName(rest, name[1..]),
        ['[', var one, var two, ']', .. var rest] => name.Length > 0 && (name[0] == one || name[0] == two) && MatchesName(rest, name[1..]),
        [var letter, .. var rest] => name.Length > 0 && name[0] == letter && MatchesName(rest, name[1..]),
    };
}
