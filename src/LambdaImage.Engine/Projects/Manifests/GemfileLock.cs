using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>A gem of a lock file.</summary>
/// <param name="Dependency">Name and version; the version names the platform when the gem is precompiled for one.</param>
/// <param name="Section">Where it comes from: <c>GEM</c>, <c>GIT</c>, <c>PATH</c> or <c>PLUGIN SOURCE</c>.</param>
/// <param name="Remote">Address or folder of the section.</param>
internal sealed record LockedGem(Dependency Dependency, string Section, string Remote)
{
    /// <summary>Gems that it needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Platform that it is precompiled for, for example <c>x86_64-linux-gnu</c>; null: for any, so that it may have to be compiled.</summary>
    public string? Platform => Dependency.Constraint.IndexOf('-', StringComparison.Ordinal) is > 0 and var at ? Dependency.Constraint[(at + 1)..] : null;
}

/// <summary>Reads Gemfile.lock. <see href="https://bundler.io/man/bundle-lock.1.html"/></summary>
internal sealed partial class GemfileLock
{
    public const string File = "Gemfile.lock";

    private GemfileLock(ProjectDirectory project)
    {
        List<LockedGem> gems = [];
        List<string> platforms = [];
        Dictionary<(string, string), string> checksums = [];
        var (section, remote) = ("", "");
        List<string> needs = [];
        foreach (var (number, text) in project.Lines(File))
        {
            if (text.Length == 0) continue;
            if (text[0] != ' ') (section, remote) = (text.TrimEnd(), "");
            else if (section == "PLATFORMS") platforms.Add(text.Trim());
            else if (section == "CHECKSUMS" && Checksum().Match(text) is { Success: true } sum)
                checksums[(sum.Groups["name"].Value, sum.Groups["version"].Value)] = "sha256:" + sum.Groups["hex"].Value;
            else if (section == "BUNDLED WITH") BundledWith = text.Trim();
            else if (text.StartsWith("  remote: ", StringComparison.Ordinal) && remote.Length == 0) remote = text["  remote: ".Length..].Trim();
            else if (Spec().Match(text) is { Success: true } spec)
                gems.Add(new LockedGem(new Dependency(spec.Groups["name"].Value, spec.Groups["version"].Value, File, number), section, remote) { Needs = needs = [] });
            else if (Need().Match(text) is { Success: true } need) needs.Add(need.Groups["name"].Value);
        }

        (Gems, Platforms, Checksums) = (gems, platforms, checksums);
    }

    /// <summary>Every gem, once for each platform that it is locked for.</summary>
    public IReadOnlyList<LockedGem> Gems { get; }

    /// <summary>Platforms that the lock file was made for, for example <c>ruby</c> or <c>x86_64-linux</c>.</summary>
    public IReadOnlyList<string> Platforms { get; }

    /// <summary>Hashes of gems by name and version, which Bundler writes since 2.6 where it is asked to.</summary>
    public IReadOnlyDictionary<(string Name, string Version), string> Checksums { get; }

    /// <summary>The version of Bundler that wrote it.</summary>
    public string? BundledWith { get; }

    public static GemfileLock? Read(ProjectDirectory project) => project.Exists(File) ? new GemfileLock(project) : null;

    /// <summary>All that some gems lead to, themselves included.</summary>
    public HashSet<string> Reach(IEnumerable<string> names)
    {
        var byName = Gems.ToLookup(gem => gem.Dependency.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(names);
        while (waiting.TryDequeue(out var name))
        {
            if (!seen.Add(name)) continue;
            foreach (var need in byName[name].SelectMany(gem => gem.Needs)) waiting.Enqueue(need);
        }

        return seen;
    }

    // Four spaces are the gems themselves; six are what they need in turn.
    [GeneratedRegex(@"^ {4}(?<name>[A-Za-z0-9_.-]+) \((?<version>[^)]+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spec();

    [GeneratedRegex(@"^  (?<name>[A-Za-z0-9_.-]+) \((?<version>[^)]+)\) sha256=(?<hex>[0-9a-f]{64})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Checksum();

    [GeneratedRegex(@"^ {6}(?<name>[A-Za-z0-9_.-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Need();
}
