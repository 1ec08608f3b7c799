using System.Text.RegularExpressions;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Packages of a requirements file and of those it includes. <see
/// href="https://pip.pypa.io/en/stable/reference/requirements-file-format/"/></summary>
internal static partial class PythonRequirements
{
    public const string File = "requirements.txt";

    /// <summary>Names that requirements of production have, the usual first.</summary>
    private static readonly string[] Candidates =
    [
        File, "requirements/production.txt", "requirements/prod.txt", "requirements/main.txt", "requirements/base.txt", "requirements-prod.txt", "requirements.prod.txt",
        "src/" + File,
    ];

    /// <summary>The file that lists what production needs; null when there is none.</summary>
    public static string? Main(ProjectDirectory project) => project.FirstOf(Candidates);

    /// <summary>Whether a file or one that it includes asks for anything.</summary>
    public static bool HasAny(ProjectDirectory project, string file) => Files(project, file)
        .SelectMany(project.Lines).Any(line => line.Text.Trim() is { Length: > 0 } text && text[0] != '#' && !Include().IsMatch(text) && !Option().IsMatch(text));

    /// <summary>Files that include each other, at most: nobody has more, and each costs stack.</summary>
    private const int MostFiles = 100;

    public static IReadOnlyList<Dependency> Read(ProjectDirectory project, string file = File) =>
        project.Remember<IReadOnlyList<Dependency>>($"{nameof(PythonRequirements)} {file}", () =>
        {
            return [.. Requirements(project, file, []).Select(line => Parse(line.Line.Text, line.File, line.Line.Number)).OfType<Dependency>()];
        });

    /// <summary>Lines that install from an address or a folder whose package they do not name, as name with the place.</summary>
    public static IEnumerable<Dependency> Nameless(ProjectDirectory project, string file) =>
        from line in Requirements(project, file, [])
        let place = Place().Match(line.Line.Text)
        where place.Success && IsForLinux(line.Line.Text) && Parse(line.Line.Text, line.File, line.Line.Number) is null
        select new Dependency(SecretMask.WithoutUser(place.Groups["place"].Value).Split('?')[0], "", line.File, line.Line.Number);

    /// <summary>The file with all that it includes as requirements or constraints, as far as they exist.</summary>
    public static IReadOnlyList<string> Files(ProjectDirectory project, string file = File)
    {
        var seen = new List<string>();
        Follow(project, file, seen);
        return seen;
    }

    /// <summary>The normal form of a package name. <see
    /// href="https://packaging.python.org/en/latest/specifications/name-normalization/"/></summary>
    public static string Normalize(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    /// <summary>Reads one requirement such as <c>Flask[async]>=3 ; python_version > "3.9"</c>, or an address or file that tells its name as <c>#egg=</c> or as a wheel;
    /// its constraint is <c>@ address</c>, as in <c>name @ address</c>, without a password.</summary>
    /// <returns>Null when there is no requirement, when it is for other systems, or when it does not tell its name.</returns>
    public static Dependency? Parse(string requirement, string file, int line)
    {
        if (!IsForLinux(requirement)) return null;
        if (Place().Match(requirement) is { Success: true } found)
        {
            var place = SecretMask.WithoutUser(found.Groups["place"].Value);
            return (Egg().Match(place) is { Success: true } egg ? egg : Wheel().Match(place)) is { Success: true } named
                ? new Dependency(Normalize(named.Groups["name"].Value), "@ " + place.Split('#', '?')[0], file, line)
                : null;
        }

        var match = Requirement().Match(requirement);
        return match.Success ? new Dependency(Normalize(match.Groups["name"].Value), SecretMask.WithoutUser(match.Groups["rest"].Value.Split(';', '#')[0].Trim()), file, line) : null;
    }

    /// <summary>The one version that a requirement allows; null when it leaves a choice.</summary>
    public static string? PinnedVersion(Dependency requirement) => Pin().Match(requirement.Constraint) is { Success: true } pin ? pin.Groups["version"].Value
        : requirement.Constraint.StartsWith('@') && Wheel().Match(requirement.Constraint) is { Success: true } wheel ? Uri.UnescapeDataString(wheel.Groups["version"].Value)
        : null;

    /// <summary>Hashes of the files that a requirement may be installed from, as <c>sha256:…</c>: behind it, or in the lines that go on.</summary>
    public static IReadOnlyList<string> Hashes(ProjectDirectory project, Dependency requirement)
    {
        List<string> found = [];
        foreach (var (_, text) in project.Lines(requirement.File).Skip(requirement.Line - 1))
        {
            found.AddRange(Hash().Matches(text).Select(match => match.Groups["hash"].Value));
            if (!text.TrimEnd().EndsWith('\\')) break;
        }

        return found;
    }

    /// <summary>Lines of a file and of those that it includes as requirements, not as constraints.</summary>
    private static IEnumerable<(string File, ProjectLine Line)> Requirements(ProjectDirectory project, string file, HashSet<string> seen)
    {
        if (seen.Count >= MostFiles || !seen.Add(file)) return [];
        return project.Lines(file).SelectMany(line => Include().Match(line.Text) is not { Success: true } include ? [(file, line)]
            : include.Groups["kind"].Value is "-c" or "--constraint" ? []
            : Requirements(project, Path(file, include), seen));
    }

    private static bool IsForLinux(string requirement) =>
        requirement.Split([" #", "\t#"], StringSplitOptions.None)[0] is var plain
        && (plain.IndexOf(';', StringComparison.Ordinal) is not (>= 0 and var at) || !PythonLock.IsForOtherSystem(plain[at..]));

    private static void Follow(ProjectDirectory project, string file, List<string> seen)
    {
        if (seen.Count >= MostFiles || seen.Contains(file) || !project.Exists(file)) return;
        seen.Add(file);
        foreach (var (_, text) in project.Lines(file))
        {
            if (Include().Match(text) is { Success: true } include) Follow(project, Path(file, include), seen);
        }
    }

    /// <summary>Includes are relative to the file that has them.</summary>
    private static string Path(string file, Match include)
    {
        List<string> parts = [.. file.Split('/')[..^1]];
        foreach (var part in include.Groups["file"].Value.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "")) parts.Add(part);
        }

        return string.Join('/', parts);
    }

    /// <summary>An address, folder or file instead of a name.</summary>
    [GeneratedRegex(
        @"^\s*((-e|--editable)[\s=]+(?<place>\S+)|(?<place>[A-Za-z][A-Za-z0-9+.-]*://\S+|(git|hg|svn|bzr)\+\S+|\.{1,2}(?=[\s/\[;]|$)[^\s;\[]*|/\S+|[\w.-]+/\S+|[\w.+-]+\.(whl|zip|tar\.gz)(?=[\s;\[]|$)))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    /// <summary>A name in an address; a folder's says only what the folder is.</summary>
    [GeneratedRegex(@"^(?!file:)[A-Za-z][\w.+-]*(://|\+).*[#&]egg=(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Egg();

    /// <summary><see href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/#file-name-convention"/></summary>
    [GeneratedRegex(@"(^|[/ ])(?<name>[A-Za-z0-9._]+)-(?<version>[^-/\s]+)(-[^-/\s]+){3,4}\.whl\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wheel();

    /// <summary>Options of pip that install nothing, such as <c>--index-url</c>; <c>-e</c> does.</summary>
    [GeneratedRegex(@"^\s*-(?!e\b|-editable\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Option();

    [GeneratedRegex(@"^={2,3}\s*(?<version>[A-Za-z0-9][A-Za-z0-9.!+_-]*)\s*($|\\|--)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pin();

    [GeneratedRegex(@"--hash[=\s]+(?<hash>sha(256|384|512):[0-9a-f]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();

    [GeneratedRegex(@"[-_.]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separators();

    [GeneratedRegex(
        @"^\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(?<rest>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Requirement();

    [GeneratedRegex(
        @"^\s*(?<kind>-r|--requirement|-c|--constraint)[\s=]*(?<file>\S+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Include();
}
