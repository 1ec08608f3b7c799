using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>yarn.lock of every Yarn: that of Yarn 1 is almost YAML, those after it are. Packages of the workspace are read from their own manifests: Yarn 1 has no entries
/// for them, and those after it do not tell what only development needs.</summary>
internal static class YarnLock
{
    /// <summary>The version that Yarn gives to folders since Yarn 2.</summary>
    private const string OwnVersion = "0.0.0-use.local";

    /// <param name="project">Folder of the lock file.</param>
    /// <param name="text">The lock file.</param>
    /// <param name="folder">Folder of the package that becomes the image, with a slash at the end; empty for the project itself.</param>
    /// <param name="direct">What that package asks for.</param>
    public static LockTree Production(ProjectDirectory project, string text, string folder, IEnumerable<Dependency> direct)
    {
        var own = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        foreach (var member in (IEnumerable<string>)["", .. WorkspaceFolders.Of(project)]) if (Own(project, member) is { } package) own.TryAdd(package.Name, package);
        var packages = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        var byName = new Dictionary<string, List<LockedPackage>>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index] is not [not (' ' or '#' or '_'), .., ':'] header) continue;
            string[] descriptors = [.. header[..^1].Split(',').Select(Bare)];
            var package = Package(descriptors[0], index + 1, lines.Skip(index + 1).TakeWhile(line => line.StartsWith(' ')));
            if (package.IsOwn) package = own.GetValueOrDefault(package.Name, package);
            foreach (var descriptor in descriptors)
            {
                packages.TryAdd(descriptor, package);
                if (!byName.TryGetValue(Split(descriptor).Name, out var same)) byName[Split(descriptor).Name] = same = [];
                same.Add(package);
            }
        }

        // Yarn 1 cannot install for one package of the workspace alone.
        var isWhole = folder.Length == 0 || !lines.Contains("__metadata:");
        var resolutions = project.Json(PackageJson.File) is { } root ? JsonManifest.Members(root, "resolutions") : [];
        return LockTree.Walk(
            [.. direct.Select(dependency => KeyValuePair.Create(dependency.Name, dependency.Constraint)), .. isWhole ? own.Values.SelectMany(package => package.Dependencies) : []],
            (name, range) => range.StartsWith("link:", StringComparison.Ordinal) ? LockedPackage.Own(name) : Find(name, range) ?? own.GetValueOrDefault(name) ?? Resolved(name, range));

        LockedPackage? Find(string name, string range) =>
            packages.GetValueOrDefault($"{name}@{range}") ?? packages.GetValueOrDefault($"{name}@npm:{range}");

        // Since Yarn 2 what needs a package keeps its own range where package.json asks for another one.
        LockedPackage? Resolved(string name, string range)
        {
            var narrow = $"{name}@{Plain(range)}";
            return resolutions.Where(asked => asked.Key == name || Ends(asked.Key, $"/{name}") || Ends(Plain(asked.Key), narrow)).OrderByDescending(asked => Ends(Plain(asked.Key), narrow))
                .Select(asked => Find(name, asked.Value)).FirstOrDefault(package => package is not null)
                ?? (byName.GetValueOrDefault(name) is { } same && same.DistinctBy(package => (package.Name, package.Version)).Count() == 1 ? same[0] : null);
        }

        static string Plain(string range) => range.Replace("npm:", "", StringComparison.Ordinal);

        static bool Ends(string key, string end) => key.EndsWith(end, StringComparison.Ordinal);
    }

    /// <summary>A package of the workspace by its manifest.</summary>
    private static LockedPackage? Own(ProjectDirectory project, string folder) => project.Json(folder + PackageJson.File) is { } json
        ? LockedPackage.Own(JsonManifest.Text(json, "name") ?? folder, JsonManifest.Members(json, "dependencies").Concat(JsonManifest.Members(json, "optionalDependencies")))
        : null;

    private static LockedPackage Package(string descriptor, int number, IEnumerable<string> lines)
    {
        List<KeyValuePair<string, string>> dependencies = [];
        var version = "";
        string? integrity = null;
        string? resolution = null;
        var (isInside, isOptional) = (false, false);
        foreach (var line in lines)
        {
            var inner = line.TrimStart();
            var depth = line.Length - inner.Length;
            if (depth == 2) isInside = inner is "dependencies:" or "optionalDependencies:";
            if (depth == 2 && inner.StartsWith("version", StringComparison.Ordinal)) version = Bare(inner["version".Length..].TrimStart(':'));
            if (depth == 2 && inner.StartsWith("resolution: ", StringComparison.Ordinal)) resolution = Bare(inner["resolution: ".Length..]);
            // Yarn 1 has the archive's hash, those after it the hash of their own cache file.
            if (depth == 2 && (inner.StartsWith("integrity ", StringComparison.Ordinal) || inner.StartsWith("checksum: ", StringComparison.Ordinal)))
                integrity = Bare(inner[inner.IndexOf(' ', StringComparison.Ordinal)..]);
            // What is for one system or processor only.
            if (depth == 2 && inner.StartsWith("conditions: ", StringComparison.Ordinal)) isOptional = true;
            if (depth == 4 && isInside && Pair(inner) is { } pair) dependencies.Add(pair);
        }

        var (name, range) = Split(resolution ?? descriptor);
        // In Yarn 1 only the range tells what stands behind another name.
        if (resolution is null && range.StartsWith("npm:", StringComparison.Ordinal) && Split(range["npm:".Length..]) is { Range.Length: > 0 } real) name = real.Name;
        return new LockedPackage(name, version, number)
        {
            Dependencies = dependencies,
            Integrity = integrity,
            IsOptional = isOptional,
            IsOwn = version == OwnVersion || range.StartsWith("file:", StringComparison.Ordinal),
        };
    }

    /// <summary><c>name "range"</c>, or since Yarn 2 <c>name: "npm:range"</c>.</summary>
    private static KeyValuePair<string, string>? Pair(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? null : KeyValuePair.Create(Bare(line[..end].TrimEnd(':')), Bare(line[end..]));
    }

    private static (string Name, string Range) Split(string descriptor)
    {
        var at = descriptor.IndexOf('@', Math.Min(1, descriptor.Length));
        return at < 0 ? (descriptor, "") : (descriptor[..at], descriptor[(at + 1)..]);
    }

    private static string Bare(string text) => text.Trim().Trim('"');
}
