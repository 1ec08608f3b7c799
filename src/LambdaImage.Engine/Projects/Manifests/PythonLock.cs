using System.Text.RegularExpressions;
using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>The packages of a Python lock file, in one form for all tools.</summary>
/// <param name="File">Lock file, relative to the project.</param>
/// <param name="Packages">All of them, also those of development.</param>
internal sealed partial record PythonLock(string File, IReadOnlyList<PythonLockedPackage> Packages)
{
    /// <summary>What production needs: as the lock file says, else all that the project's own dependencies lead to.</summary>
    /// <param name="declared">The project's production dependencies.</param>
    public IReadOnlyList<PythonLockedPackage> Production(IEnumerable<Dependency> declared)
    {
        if (Packages.All(package => package.IsProduction is not null)) return [.. Packages.Where(package => package.IsProduction == true)];
        var byName = Packages.ToLookup(package => package.Dependency.Name, StringComparer.Ordinal);
        var roots = Packages.Where(package => package.Origin == PythonPackageOrigin.Project).SelectMany(package => package.Needs);
        var waiting = new Queue<string>(roots.Concat(declared.Select(dependency => dependency.Name)));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var need))
        {
            if (!seen.Add(need)) continue;
            var (name, extra) = Split(need);
            seen.Add(name);
            foreach (var next in byName[name].SelectMany(package => extra is null ? package.Needs : package.Needs.Concat(package.Extras.GetValueOrDefault(extra, []))))
                waiting.Enqueue(next);
        }

        return [.. Packages.Where(package => package.Origin != PythonPackageOrigin.Project && package.IsProduction != false && seen.Contains(package.Dependency.Name))];
    }

    /// <summary>Lines of the packages in a lock file whose tables begin with <c>[[package]]</c>.</summary>
    public static IReadOnlyDictionary<string, int> Lines(ProjectDirectory project, string file)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var isFirst = false;
        foreach (var (number, text) in project.Lines(file))
        {
            if (isFirst && Name().Match(text) is { Success: true } match) lines.TryAdd(PythonRequirements.Normalize(match.Groups["name"].Value), number);
            isFirst = text.TrimEnd() == "[[package]]";
        }

        return lines;
    }

    /// <summary>Whether a marker keeps a package away from Linux.</summary>
    public static bool IsForOtherSystem(string? marker) =>
        marker is not null && !marker.Contains(" or ", StringComparison.Ordinal) && OtherSystem().IsMatch(marker);

    public static string? Text(TomlTable table, string key) => table.TryGetValue(key, out var value) ? value as string : null;

    public static IEnumerable<string> Texts(TomlTable table, string key) =>
        table.TryGetValue(key, out var value) && value is TomlArray list ? list.OfType<string>() : [];

    public static IEnumerable<TomlTable> Tables(TomlTable table, string key) => !table.TryGetValue(key, out var value) ? []
        : value is TomlTableArray tables ? tables
        : value is TomlArray list ? list.OfType<TomlTable>()
        : [];

    /// <summary>Hashes of a package's files, each once.</summary>
    public static IReadOnlyList<string> Hashes(IEnumerable<TomlTable> files) =>
        [.. files.Select(file => Text(file, "hash")).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The last part of an address or path.</summary>
    public static string FileName(string address) => Uri.UnescapeDataString(address[(address.LastIndexOf('/') + 1)..].Split('#', '?')[0]);

    private static (string Name, string? Extra) Split(string need) =>
        need.IndexOf('[', StringComparison.Ordinal) is > 0 and var at ? (need[..at], need[(at + 1)..].TrimEnd(']')) : (need, null);

    [GeneratedRegex("^name = \"(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(
        "(sys_platform|platform_system|os_name)\\s*==\\s*['\"](win32|cygwin|darwin|emscripten|Windows|Darwin|nt)['\"]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherSystem();
}
