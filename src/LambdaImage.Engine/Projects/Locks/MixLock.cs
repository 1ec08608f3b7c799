using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Locks;

/// <summary>mix.lock: an Elixir map with one line for each package. <see href="https://hexdocs.pm/mix/Mix.Tasks.Deps.html"/></summary>
internal static partial class MixLock
{
    /// <param name="project">The project.</param>
    /// <param name="direct">What mix.exs asks for in production.</param>
    /// <returns>Null when there is no lock file.</returns>
    public static LockTree? Production(ProjectDirectory project, IEnumerable<Dependency> direct)
    {
        if (!project.Exists(MixExs.LockFile)) return null;
        var packages = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        foreach (var (number, text) in project.Lines(MixExs.LockFile))
        {
            if (FromGit().Match(text) is { Success: true } git)
                packages[git.Groups["key"].Value] = new LockedPackage(git.Groups["key"].Value, "", number) { Repository = $"{git.Groups["address"].Value}#{git.Groups["commit"].Value}" };
            if (Package().Match(text) is not { Success: true } match) continue;
            packages[match.Groups["key"].Value] = new LockedPackage(match.Groups["name"].Value, match.Groups["version"].Value, number)
            {
                // The first hash is of the archive's content, the last one of the archive itself.
                Integrity = Outer().Match(text) is { Success: true } outer ? "sha256:" + outer.Groups["hash"].Value : null,
                Dependencies = [.. Need().Matches(text).Select(need => KeyValuePair.Create(need.Groups["name"].Value, ""))],
            };
        }

        return LockTree.Walk([.. direct.Select(dependency => KeyValuePair.Create(dependency.Name, ""))], (name, _) => packages.GetValueOrDefault(name));
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^\s*""(?<key>[a-z0-9_]+)"":\s*\{:hex,\s*:(?<name>[a-z0-9_]+),\s*""(?<version>[^""]+)""", Options, 1000)]
    private static partial Regex Package();

    [GeneratedRegex(@"^\s*""(?<key>[a-z0-9_]+)"":\s*\{:git,\s*""(?<address>[^""]+)"",\s*""(?<commit>[0-9a-f]+)""", Options, 1000)]
    private static partial Regex FromGit();

    [GeneratedRegex(@"""(?<hash>[0-9a-f]{64})""\s*\},?\s*$", Options, 1000)]
    private static partial Regex Outer();

    [GeneratedRegex(@"\{:(?<name>[a-z0-9_]+),\s*""[^""]*"",\s*\[", Options, 1000)]
    private static partial Regex Need();
}
