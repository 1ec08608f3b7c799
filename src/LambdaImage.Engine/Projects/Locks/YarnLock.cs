namespace LambdaImage.Engine.Projects.Locks;

/// <summary>yarn.lock of every Yarn: that of Yarn 1 is almost YAML, those after it are.</summary>
internal static class YarnLock
{
    public static LockTree Production(string text, IEnumerable<Dependency> direct)
    {
        var packages = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index] is not [not (' ' or '#' or '_'), .., ':'] header) continue;
            string[] descriptors = [.. header[..^1].Split(',').Select(Bare)];
            var package = Package(descriptors[0], index + 1, lines.Skip(index + 1).TakeWhile(line => line.StartsWith(' ')));
            foreach (var descriptor in descriptors) packages.TryAdd(descriptor, package);
        }

        return LockTree.Walk([.. direct.Select(dependency => KeyValuePair.Create(dependency.Name, dependency.Constraint))], Find);

        LockedPackage? Find(string name, string range) =>
            packages.GetValueOrDefault($"{name}@{range}") ?? packages.GetValueOrDefault($"{name}@npm:{range}");
    }

    private static LockedPackage Package(string descriptor, int number, IEnumerable<string> lines)
    {
        List<KeyValuePair<string, string>> dependencies = [];
        var version = "";
        string? integrity = null;
        var isInside = false;
        foreach (var line in lines)
        {
            var inner = line.TrimStart();
            var depth = line.Length - inner.Length;
            if (depth == 2) isInside = inner is "dependencies:" or "optionalDependencies:";
            if (depth == 2 && inner.StartsWith("version", StringComparison.Ordinal)) version = Bare(inner["version".Length..].TrimStart(':'));
            // Yarn 1 has the archive's hash, those after it the hash of their own cache file.
            if (depth == 2 && (inner.StartsWith("integrity ", StringComparison.Ordinal) || inner.StartsWith("checksum: ", StringComparison.Ordinal)))
                integrity = Bare(inner[inner.IndexOf(' ', StringComparison.Ordinal)..]);
            if (depth == 4 && isInside && Pair(inner) is { } pair) dependencies.Add(pair);
        }

        return new LockedPackage(Name(descriptor), version, number) { Dependencies = dependencies, Integrity = integrity };
    }

    /// <summary><c>name "range"</c>, or since Yarn 2 <c>name: "npm:range"</c>.</summary>
    private static KeyValuePair<string, string>? Pair(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? null : KeyValuePair.Create(Bare(line[..end].TrimEnd(':')), Bare(line[end..]));
    }

    private static string Name(string descriptor)
    {
        var at = descriptor.IndexOf('@', Math.Min(1, descriptor.Length));
        return at < 0 ? descriptor : descriptor[..at];
    }

    private static string Bare(string text) => text.Trim().Trim('"');
}
