using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage can read in Elixir's mix.exs without running it.
/// <see href="https://hexdocs.pm/mix/Mix.Project.html"/></summary>
internal sealed partial class MixExs
{
    public const string File = "mix.exs";
    public const string LockFile = "mix.lock";

    private const int LongestLine = 2000;

    private MixExs(ProjectDirectory project)
    {
        List<ProjectLine> lines = [.. project.Lines(File).Where(line => line.Text.Length <= LongestLine && !line.Text.TrimStart().StartsWith('#'))];
        App = First(lines, AppLine())?.Text;
        Version = First(lines, VersionLine())?.Text;
        Elixir = First(lines, ElixirLine()) is var (text, number) ? new AskedVersion(text, File, number) : null;
        Module = First(lines, ModuleLine())?.Text;
        IsUmbrella = First(lines, AppsPath()) is not null;
        Dependencies =
        [
            .. lines.Where(line => !DevelopmentOnly(line.Text)).SelectMany(line => Package().Matches(line.Text)
                .Select(match => new Dependency(match.Groups["name"].Value, match.Groups["version"].Value, File, line.Number))),
        ];
    }

    /// <summary>Name of the application, from which the release has its name too.</summary>
    public string? App { get; }

    public string? Version { get; }

    public AskedVersion? Elixir { get; }

    /// <summary>Module of <c>mod:</c>, which starts the application.</summary>
    public string? Module { get; }

    /// <summary>Whether the applications are in <c>apps</c>.</summary>
    public bool IsUmbrella { get; }

    /// <summary>Packages that production needs.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; }

    public static MixExs? Read(ProjectDirectory project) =>
        project.Remember(nameof(MixExs), () => project.Exists(File) ? new MixExs(project) : null);

    public Dependency? Find(string name) => Dependencies.FirstOrDefault(dependency => dependency.Name == name);

    private static bool DevelopmentOnly(string line) =>
        Only().Match(line) is { Success: true } only && !only.Groups["names"].Value.Contains(":prod", StringComparison.Ordinal);

    private static (string Text, int Line)? First(IReadOnlyList<ProjectLine> lines, Regex pattern)
    {
        foreach (var (number, text) in lines)
        {
            if (pattern.Match(text) is { Success: true } match) return (match.Groups["value"].Value, number);
        }

        return null;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\bapp:[ \t]*:(?<value>[a-z_][A-Za-z0-9_]*)", Options, 1000)]
    private static partial Regex AppLine();

    [GeneratedRegex(@"\bversion:[ \t]*""(?<value>[^""]+)""", Options, 1000)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"\belixir:[ \t]*""(?<value>[^""]+)""", Options, 1000)]
    private static partial Regex ElixirLine();

    [GeneratedRegex(@"\bmod:[ \t]*\{[ \t]*(?<value>[A-Z][A-Za-z0-9_.]*)", Options, 1000)]
    private static partial Regex ModuleLine();

    [GeneratedRegex(@"\bapps_path:[ \t]*""(?<value>[^""]+)""", Options, 1000)]
    private static partial Regex AppsPath();

    [GeneratedRegex(@"\{[ \t]*:(?<name>[a-z_][a-z0-9_]*)[ \t]*,([ \t]*""(?<version>[^""]*)"")?", Options, 1000)]
    private static partial Regex Package();

    [GeneratedRegex(@"\bonly:[ \t]*(?<names>\[[^\]]*\]|:[a-z_]+)", Options, 1000)]
    private static partial Regex Only();
}
