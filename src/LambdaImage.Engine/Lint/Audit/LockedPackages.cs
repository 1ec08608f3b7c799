using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Lint.Audit;

/// <summary>Reads names, versions and lines from lock files, line by line: an audit needs no more, and a file that is
/// broken further down still tells most.</summary>
internal static partial class LockedPackages
{
    /// <summary>Gems of Gemfile.lock, without those that only development groups of the Gemfile name.</summary>
    public static IReadOnlyList<Dependency> Ruby(ProjectDirectory project) =>
        Gemfile.Read(project) is { } gemfile ? [.. gemfile.Locked.Concat(gemfile.Declared).Select(gem => gemfile.Find(gem.Name) is null ? null : gem).OfType<Dependency>().DistinctBy(gem => gem.Name)] : [];

    /// <summary>The first of the lock files of Python's tools, else requirements.txt.</summary>
    public static IReadOnlyList<Dependency> Python(ProjectDirectory project)
    {
        var file = project.FirstOf("uv.lock", "poetry.lock", "pdm.lock");
        if (file is not null) return Tables(project, file);
        if (project.Exists("Pipfile.lock")) return PipfileLock(project);
        return PythonRequirements.Read(project);
    }

    /// <summary>The first of the lock files of Node.js' tools, else package.json.</summary>
    public static IReadOnlyList<Dependency> Node(ProjectDirectory project)
    {
        if (project.Exists("package-lock.json")) return PackageLock(project);
        if (project.Exists("yarn.lock")) return Matches(project, "yarn.lock", YarnLine());
        if (project.Exists("pnpm-lock.yaml")) return Matches(project, "pnpm-lock.yaml", PnpmLine());
        if (project.Exists("bun.lock")) return Matches(project, "bun.lock", BunLine());
        return Section(project, "package.json", "dependencies");
    }

    /// <summary>Extensions that composer.json and the locked packages require.</summary>
    public static IReadOnlyList<Dependency> Php(ProjectDirectory project) =>
        [.. Extensions(project, "composer.json", "\"require-dev\"").Concat(Extensions(project, "composer.lock", "\"packages-dev\"")).DistinctBy(extension => extension.Name)];

    private static IEnumerable<Dependency> Extensions(ProjectDirectory project, string file, string end) => project.Lines(file)
        .TakeWhile(line => !line.Text.Contains(end, StringComparison.Ordinal)).Select(line => (line.Number, Match: ExtensionLine().Match(line.Text)))
        .Where(found => found.Match.Success)
        .Select(found => new Dependency(found.Match.Groups["name"].Value.ToLowerInvariant(), "", file, found.Number));

    private static Dependency[] Tables(ProjectDirectory project, string file) =>
        [.. project.Lines(file).Select(line => (line.Number, Match: TableName().Match(line.Text))).Where(found => found.Match.Success)
            .Select(found => new Dependency(found.Match.Groups["name"].Value.ToLowerInvariant().Replace('_', '-'), "", file, found.Number))];

    private static List<Dependency> PipfileLock(ProjectDirectory project) => Section(project, "Pipfile.lock", "default");

    /// <summary>Keys of one object at the top of a JSON file that is written with two or four spaces.</summary>
    private static List<Dependency> Section(ProjectDirectory project, string file, string section)
    {
        var (found, inside) = (new List<Dependency>(), -1);
        foreach (var (number, text) in project.Lines(file))
        {
            var indent = text.Length - text.TrimStart().Length;
            if (inside < 0 && text.TrimStart().StartsWith($"\"{section}\"", StringComparison.Ordinal)) inside = indent;
            else if (inside >= 0 && indent <= inside && text.Trim().StartsWith('}')) break;
            else if (inside >= 0 && indent <= inside * 2 && JsonKey().Match(text) is { Success: true } key)
                found.Add(new Dependency(key.Groups["name"].Value.ToLowerInvariant(), "", file, number));
        }

        return found;
    }

    /// <summary>Packages of package-lock.json, without those that are marked as for development.</summary>
    private static List<Dependency> PackageLock(ProjectDirectory project)
    {
        var (found, open) = (new List<Dependency>(), (Dependency?)null);
        foreach (var (number, text) in project.Lines("package-lock.json"))
        {
            var match = NpmLine().Match(text);
            if (match.Success)
            {
                if (open is not null) found.Add(open);
                open = new Dependency(match.Groups["name"].Value, "", "package-lock.json", number);
            }
            else if (text.Trim().StartsWith("\"dev\": true", StringComparison.Ordinal))
            {
                open = null;
            }
        }

        if (open is not null) found.Add(open);
        return found;
    }

    private static Dependency[] Matches(ProjectDirectory project, string file, Regex line) =>
        [.. project.Lines(file).Select(found => (found.Number, Match: line.Match(found.Text))).Where(found => found.Match.Success)
            .Select(found => new Dependency(found.Match.Groups["name"].Value, "", file, found.Number)).DistinctBy(package => package.Name)];

    [GeneratedRegex(@"^name = ""(?<name>[^""]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TableName();

    [GeneratedRegex(@"^\s*""(?<name>[^""]+)""\s*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex JsonKey();

    [GeneratedRegex(@"^\s*""(?:[^""]*/)?node_modules/(?<name>(?:@[^/""]+/)?[^/""]+)""\s*:\s*\{", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NpmLine();

    [GeneratedRegex(@"^""?(?<name>(?:@[^/@""]+/)?[^@""\s#]+)@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YarnLine();

    [GeneratedRegex(@"^  '?/?(?<name>(?:@[^/@'""]+/)?[^@/'""\s]+)[@/]\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PnpmLine();

    [GeneratedRegex(@"^\s*""[^""]+"": \[""(?<name>(?:@[^/@""]+/)?[^@""]+)@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BunLine();

    [GeneratedRegex(@"""ext-(?<name>[A-Za-z0-9_-]+)""\s*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ExtensionLine();
}
