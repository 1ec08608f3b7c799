namespace LambdaImage.Engine.Projects.Locks;

/// <summary>What production needs by a lock file, and what of it needs what.</summary>
/// <param name="Packages">The packages in the order of the file.</param>
/// <param name="Roots">Those that the project asks for itself.</param>
/// <param name="Needs">What a package needs in turn.</param>
internal sealed record LockTree(
    IReadOnlyList<LockedPackage> Packages, IReadOnlyList<LockedPackage> Roots, Func<LockedPackage, IReadOnlyList<LockedPackage>> Needs)
{
    /// <summary>Follows dependencies through a lock file that does not say which packages are only for development.</summary>
    /// <param name="roots">Names and ranges in package.json.</param>
    /// <param name="find">Finds what the lock file has for a name and range.</param>
    public static LockTree Walk(IReadOnlyList<KeyValuePair<string, string>> roots, Func<string, string, LockedPackage?> find)
    {
        var found = new HashSet<LockedPackage>(ReferenceEqualityComparer.Instance);
        var open = new Stack<KeyValuePair<string, string>>(roots);
        while (open.TryPop(out var next))
        {
            if (find(next.Key, next.Value) is not { } package || !found.Add(package)) continue;
            foreach (var dependency in package.Dependencies) open.Push(dependency);
        }

        return new([.. found.OrderBy(package => package.Line)], Found(roots), package => Found(package.Dependencies));

        IReadOnlyList<LockedPackage> Found(IEnumerable<KeyValuePair<string, string>> names) => [.. names.Select(name => find(name.Key, name.Value)).OfType<LockedPackage>()];
    }
}
