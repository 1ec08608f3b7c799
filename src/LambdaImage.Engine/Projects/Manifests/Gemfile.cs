using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Gems that production needs, by Gemfile.lock where there is one (it also has what gems bring along), else
/// by Gemfile.</summary>
internal sealed partial class Gemfile
{
    public const string File = "Gemfile";
    public const string LockFile = GemfileLock.File;

    private readonly HashSet<string> _development;

    private Gemfile(ProjectDirectory project)
    {
        var declared = ReadGemfile(project).ToList();
        Declared = [.. declared.Where(gem => !gem.IsDevelopment).Select(gem => gem.Gem)];
        Lock = GemfileLock.Read(project);
        string[] development = [.. declared.Where(gem => gem.IsDevelopment).Select(gem => gem.Gem.Name)];
        string[] production = [.. Declared.Select(gem => gem.Name)];
        _development = [.. (Lock?.Reach(development) ?? [.. development]).Except(Lock?.Reach(production) ?? [.. production])];
        Locked = [.. Lock?.Gems.Select(gem => gem.Dependency) ?? []];
        HasGitSource = project.Lines(File).Any(line => Repository().IsMatch(line.Text));
        ReadsOtherFiles = project.Lines(File).Any(line => OtherFile().IsMatch(line.Text));
        var ruby = project.Lines(File).FirstOrDefault(line => Ruby().IsMatch(line.Text));
        LockedRuby = ReadLockedRuby(project);
        if (ruby.Text is not null) (RubyVersion, RubyVersionLine) = (Ruby().Match(ruby.Text).Groups["version"].Value, ruby.Number);
    }

    /// <summary>Gems the Gemfile names outside of development and test.</summary>
    public IReadOnlyList<Dependency> Declared { get; }

    /// <summary>Every gem of the lock file.</summary>
    public IReadOnlyList<Dependency> Locked { get; }

    /// <summary>The lock file; null when there is none.</summary>
    public GemfileLock? Lock { get; }

    /// <summary>Locked gems that production needs, once for each platform; none without a lock file.</summary>
    public IReadOnlyList<LockedGem> Production => [.. Lock?.Gems.Where(gem => !_development.Contains(gem.Dependency.Name)) ?? []];

    /// <summary>Whether a gem comes from a repository.</summary>
    public bool HasGitSource { get; }

    /// <summary>Whether the Gemfile reads other files of the project, so that it is not enough by itself.</summary>
    public bool ReadsOtherFiles { get; }

    /// <summary>Everything that is known to be installed.</summary>
    public IEnumerable<Dependency> All => Declared.Concat(Production.Select(gem => gem.Dependency)).DistinctBy(gem => gem.Name, StringComparer.Ordinal);

    public string? RubyVersion { get; }

    public int RubyVersionLine { get; }

    /// <summary>The Ruby that the lock file was made with.</summary>
    public AskedVersion? LockedRuby { get; }

    /// <summary>The one version that Bundler accepts; null when the Gemfile leaves room.</summary>
    public string? ExactRuby(ProjectDirectory project)
    {
        var text = RubyVersion ?? project.Lines(File).Select(line => RubyFile().Match(line.Text)).Where(match => match.Success)
            .SelectMany(match => project.Lines(match.Groups["file"].Value)).Select(line => line.Text.Trim().Replace("ruby-", "", StringComparison.Ordinal))
            .FirstOrDefault(line => line.Length > 0);
        return Version.TryParse(text, out var version) && version.Build >= 0 ? text : null;
    }

    public static Gemfile? Read(ProjectDirectory project) =>
        project.Remember(nameof(Gemfile), () => project.Exists(File) ? new Gemfile(project) : null);

    /// <summary>A gem that production uses, directly or through another gem.</summary>
    public Dependency? Find(string name) =>
        Declared.FirstOrDefault(gem => gem.Name == name)
        ?? (_development.Contains(name) ? null : Locked.FirstOrDefault(gem => gem.Name == name));

    private static IEnumerable<(Dependency Gem, bool IsDevelopment)> ReadGemfile(ProjectDirectory project)
    {
        var skipped = 0;
        foreach (var (number, text) in project.Lines(File))
        {
            if (Block().IsMatch(text)) skipped = skipped > 0 || DevelopmentOnly(text) ? skipped + 1 : skipped;
            else if (skipped > 0 && text.Trim() == "end") skipped--;
            var gem = Gem().Match(text);
            if (!gem.Success) continue;
            yield return (new Dependency(gem.Groups["name"].Value, gem.Groups["version"].Value, File, number), skipped > 0 || DevelopmentOnly(text));
        }
    }

    /// <summary>A group is left out when none of its names is for production.</summary>
    private static bool DevelopmentOnly(string text) => GroupNames().Match(text) is { Success: true } groups
        && groups.Groups["name"].Captures.All(name => name.Value is "development" or "test");

    /// <summary>The line below <c>RUBY VERSION</c>, for example <c>ruby 3.4.1p0</c>.</summary>
    private static AskedVersion? ReadLockedRuby(ProjectDirectory project)
    {
        var isNext = false;
        foreach (var (number, text) in project.Lines(LockFile))
        {
            if (isNext) return LockedVersion().Match(text) is { Success: true } match ? new AskedVersion(match.Groups["version"].Value, LockFile, number) : null;
            isNext = text.TrimEnd() == "RUBY VERSION";
        }

        return null;
    }

    [GeneratedRegex(@"^[ \t]*ruby (?<version>[0-9]+(\.[0-9]+){1,3})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LockedVersion();

    [GeneratedRegex(@"^[^#]*\b(git|github|gitlab|bitbucket):|^\s*git(hub)?\s+['""]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repository();

    [GeneratedRegex(@"^\s*(gemspec\b|eval_gemfile\b|instance_eval\b|eval\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherFile();

    [GeneratedRegex(
        @"^\s*gem\s+['""](?<name>[^'""]+)['""](\s*,\s*['""](?<version>[^'""]+)['""])?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gem();

    [GeneratedRegex(@"\bdo[ \t]*(\|\w+\|[ \t]*)?(#.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(
        @"\bgroups?:?\s*\(?(=>)?\s*\[?\s*(:(?<name>\w+)\s*,?\s*)+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GroupNames();

    [GeneratedRegex(
        @"^\s*ruby\s+['""](?<version>[^'""]+)['""]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ruby();

    [GeneratedRegex(
        @"^\s*ruby\s*\(?\s*file:\s*['""](?<file>[^'""]+)['""]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RubyFile();
}
