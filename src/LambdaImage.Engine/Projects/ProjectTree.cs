using System.IO.Enumeration;

namespace LambdaImage.Engine.Projects;

/// <summary>Folders and names of a project. Every folder is listed once and only when somebody asks for it; no link
/// leads out of the project.</summary>
/// <param name="root">Absolute path of the project folder.</param>
internal sealed class ProjectTree(string root)
{
    /// <summary>Levels below the start that a search goes down: sources of Java lie this deep, nothing that matters
    /// lies deeper.</summary>
    private const int Deepest = 10;

    /// <summary>Entries that one search looks at, nearest first: more than any project has, fewer than a home folder.</summary>
    private const int MostEntries = 200_000;

    /// <summary>Names that are remembered of one folder; beyond that the file system is asked name by name.</summary>
    private const int MostNames = 200_000;

    private const int MostLinks = 16;

    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", "vendor", "venv", "bin", "obj", "__pycache__", "__pypackages__", "site-packages", "_build",
    };

    /// <summary>Folders of results, which have these names only beside these files.</summary>
    private static readonly (string Folder, string[] Beside)[] Results =
    [
        ("target", ["Cargo.toml", "pom.xml", "build.sbt"]),
        ("build", ["build.gradle", "build.gradle.kts", "package.json", "pyproject.toml", "setup.py"]),
        ("dist", ["package.json", "pyproject.toml", "setup.py"]),
        ("deps", ["mix.exs"]),
    ];

    private static readonly EnumerationOptions All = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    private readonly Dictionary<string, Dictionary<string, bool>> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _below = new(StringComparer.Ordinal);

    /// <summary>Whether a search ended before it had seen everything.</summary>
    public bool IsCutShort { get; private set; }

    public bool IsFile(string relative) => Resolve(relative) is { } file && File.Exists(file);

    public bool IsFolder(string relative) => relative.Length == 0 || (Resolve(relative) is { } folder && Directory.Exists(folder));

    /// <summary>Names in a folder, and whether each is a folder.</summary>
    public IEnumerable<KeyValuePair<string, bool>> List(string folder) => Resolve(folder) is { } path ? Names(path) : [];

    /// <summary>A folder and all folders below it, nearest first, without those of packages and results.</summary>
    public IReadOnlyList<string> Below(string folder)
    {
        if (_below.TryGetValue(folder, out var known)) return known;
        var found = new List<string> { folder };
        var (entries, depth, endOfLevel) = (0, 0, 1);
        for (var index = 0; index < found.Count && depth < Deepest; index++)
        {
            var names = List(found[index]).ToList();
            entries += names.Count;
            if (entries > MostEntries)
            {
                IsCutShort = true;
                break;
            }

            found.AddRange(names.Where(name => name.Value && !IsSkipped(found[index], name.Key)).Select(name => Join(found[index], name.Key)).Order(StringComparer.Ordinal));
            if (index + 1 < endOfLevel) continue;
            depth++;
            endOfLevel = found.Count;
        }

        return _below[folder] = found;
    }

    /// <summary>Folders directly in a folder that may hold a project of their own.</summary>
    public IEnumerable<string> Folders(string folder) => List(folder)
        .Where(name => name.Value && !IsSkipped(folder, name.Key))
        .Select(name => Join(folder, name.Key))
        .Order(StringComparer.Ordinal);

    /// <summary>Whether a search passes over a folder: it is hidden, a link, or holds packages or results.</summary>
    public bool IsSkipped(string folder, string name) => name[0] == '.'
        || Skipped.Contains(name)
        || Results.Any(result => result.Folder == name && result.Beside.Any(file => Has(folder, file)))
        || Link(Path.Combine(root, Join(folder, name))) is not null;

    /// <summary>The file or folder behind a path, when all of it lies in the project: a link may lead elsewhere in it,
    /// not out of it.</summary>
    public string? Resolve(string relative) => Resolve(relative, 0);

    private string? Resolve(string relative, int links)
    {
        if (relative.Length == 0) return root;
        if (links > MostLinks || relative.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(relative)) return null;
        var wanted = Path.GetFullPath(Path.Combine(root, relative.Replace('/', Path.DirectorySeparatorChar)));
        if (!IsBelow(wanted)) return null;
        var parts = Path.GetRelativePath(root, wanted).Split(Path.DirectorySeparatorChar);
        var current = root;
        for (var index = 0; index < parts.Length; index++)
        {
            if (!Knows(current, parts[index])) return null;
            var next = Path.Combine(current, parts[index]);
            if (Link(next) is not { } link)
            {
                current = next;
                continue;
            }

            var target = Path.GetFullPath(link, current);
            return IsBelow(target) ? Resolve(Path.GetRelativePath(root, Path.Combine([target, .. parts[(index + 1)..]])), links + 1) : null;
        }

        return current;
    }

    private bool Has(string folder, string name) => Resolve(folder) is { } path && Names(path).ContainsKey(name);

    /// <summary>Listing instead of asking for a name: Windows and macOS would find <c>Package.json</c>, which Linux will
    /// not.</summary>
    private bool Knows(string folder, string name) =>
        Names(folder) is var names && (names.ContainsKey(name) || (names.Count >= MostNames && Path.Exists(Path.Combine(folder, name))));

    private Dictionary<string, bool> Names(string folder)
    {
        if (_names.TryGetValue(folder, out var known)) return known;
        var names = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (!Directory.Exists(folder)) return _names[folder] = names;
        // The kind comes with the name from the directory itself: asking for more would be a call for each file.
        foreach (var (name, isFolder) in new FileSystemEnumerable<(string, bool)>(folder, static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), All))
        {
            if (names.Count >= MostNames)
            {
                IsCutShort = true;
                break;
            }

            names[name] = isFolder;
        }

        return _names[folder] = names;
    }

    /// <summary>Target of a link; null when the path is none.</summary>
    private string? Link(string path) => _links.TryGetValue(path, out var known) ? known : _links[path] = new FileInfo(path).LinkTarget;

    private bool IsBelow(string full) => full.StartsWith(root.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
