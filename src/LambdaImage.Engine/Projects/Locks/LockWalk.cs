namespace LambdaImage.Engine.Projects.Locks;

/// <summary>Follows dependencies through a lock file that does not say which packages are only for development.</summary>
internal static class LockWalk
{
    /// <summary>All packages that the roots lead to.</summary>
    /// <param name="roots">Names and ranges in package.json.</param>
    /// <param name="find">Finds what the lock file has for a name and range.</param>
    public static IReadOnlyList<LockedPackage> From(
        IEnumerable<KeyValuePair<string, string>> roots, Func<string, string, LockedPackage?> find)
    {
        var found = new HashSet<LockedPackage>(ReferenceEqualityComparer.Instance);
        var open = new Stack<KeyValuePair<string, string>>(roots);
        while (open.TryPop(out var next))
        {
            if (find(next.Key, next.Value) is not { } package || !found.Add(package)) continue;
            foreach (var dependency in package.Dependencies) open.Push(dependency);
        }

        return [.. found.OrderBy(package => package.Line)];
    }
}
