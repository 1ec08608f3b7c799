namespace LambdaImage.Engine.Projects.Locks;

/// <summary>What production needs by a lock file, and what of it needs what. Folders of the project itself are not told, but what they need is.</summary>
/// <param name="Packages">The packages in the order of the file.</param>
/// <param name="Roots">Those that the project asks for itself.</param>
/// <param name="Needs">What a package needs in turn.</param>
internal sealed record LockTree(
    IReadOnlyList<LockedPackage> Packages, IReadOnlyList<LockedPackage> Roots, Func<LockedPackage, IReadOnlyList<LockedPackage>> Needs)
{
    /// <summary>Whether folders of the project itself are among what is needed.</summary>
    public bool HasOwn { get; init; }

    /// <summary>Names that something needs and the lock file does not have.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Follows dependencies through a lock file that does not say which packages are only for development.</summary>
    /// <param name="roots">Names and ranges in package.json.</param>
    /// <param name="find">Finds what the lock file has for a name and range.</param>
    public static LockTree Walk(IReadOnlyList<KeyValuePair<string, string>> roots, Func<string, string, LockedPackage?> find)
    {
        var found = new HashSet<LockedPackage>(ReferenceEqualityComparer.Instance);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<KeyValuePair<string, string>>(roots);
        while (open.TryPop(out var next))
        {
            var package = find(next.Key, next.Value);
            if (package is null) missing.Add(next.Key);
            if (package is null || !found.Add(package)) continue;
            foreach (var dependency in package.Dependencies) open.Push(dependency);
        }

        return new([.. found.Where(package => !package.IsOwn).OrderBy(package => package.Line)], Found(roots), package => Found(package.Dependencies))
        {
            HasOwn = found.Any(package => package.IsOwn),
            Missing = [.. missing],
        };

        // What the project's own folders need hangs on what needs these.
        IReadOnlyList<LockedPackage> Found(IEnumerable<KeyValuePair<string, string>> names)
        {
            var seen = new HashSet<LockedPackage>(ReferenceEqualityComparer.Instance);
            var waiting = new Queue<KeyValuePair<string, string>>(names);
            while (waiting.TryDequeue(out var next))
            {
                if (find(next.Key, next.Value) is not { } package || !seen.Add(package) || !package.IsOwn) continue;
                foreach (var dependency in package.Dependencies) waiting.Enqueue(dependency);
            }

            return [.. seen.Where(package => !package.IsOwn)];
        }
    }
}
