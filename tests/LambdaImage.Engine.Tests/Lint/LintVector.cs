using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint;
using LambdaImage.Engine.Lint.Rules;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Lint;

/// <summary>One folder of tests/vectors/lint: a build context with its Dockerfile, for one rule.</summary>
internal sealed record LintVector(string Rule, string Case)
{
    /// <summary>A day on which the known answers are true.</summary>
    public static DateOnly Today { get; } = new(2026, 3, 1);

    public static string Root { get; } = Path.Combine(Golden.Root, "tests", "vectors", "lint");

    public string Folder => Path.Combine(Root, Rule, Case);

    /// <summary>File with what is to be found.</summary>
    public string Expected => Folder + ".txt";

    public static IEnumerable<LintVector> All(string start) => Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal)
        .SelectMany(rule => Directory.EnumerateDirectories(rule).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .Where(name => name!.StartsWith(start, StringComparison.Ordinal))
            .Select(name => new LintVector(Path.GetFileName(rule), name!)));

    /// <summary>What the rule of the folder says, one line for each finding.</summary>
    public string Answer() => string.Concat(Find().Where(finding => finding.RuleId == Rule)
        .Select(finding => $"{Path.GetRelativePath(Folder, finding.File).Replace('\\', '/')}:{finding.Line}{(finding.Column is { } column ? $":{column}" : "")}"
            + $" {finding.Severity.ToString().ToLowerInvariant()}: {finding.Message} {finding.Remedy}\n"));

    private IReadOnlyList<DockerfileFinding> Find()
    {
        var arguments = File.Exists(Folder + ".args")
            ? File.ReadAllLines(Folder + ".args").Select(line => line.Split('=')).ToDictionary(parts => parts[0], parts => parts[1])
            : [];
        try
        {
            return Linting.Find(Folder, arguments.GetValueOrDefault("target"), LambdaArchitectures.Parse(arguments.GetValueOrDefault("architecture", "x86_64"))!.Value);
        }
        catch (LambdaImageException broken) when (DockerfileInvalid.Of(broken) is { } finding)
        {
            return [Linter.Of(new DockerfileInvalid(), finding)];
        }
    }

    public override string ToString() => $"{Rule}/{Case}";
}

/// <summary>Short ways to have a Dockerfile looked at.</summary>
internal static class Linting
{
    /// <summary>Looks at the Dockerfile of a folder.</summary>
    public static IReadOnlyList<DockerfileFinding> Find(string folder, string? target = null, LambdaArchitecture architecture = LambdaArchitecture.X86_64)
    {
        var path = Path.Combine(folder, "Dockerfile");
        var text = File.ReadAllText(path);
        var ignorePath = DockerIgnore.Locate(folder, path);
        var ignore = ignorePath is null ? DockerIgnore.Nothing : DockerIgnore.Parse(File.ReadAllText(ignorePath), ignorePath);
        return Linter.Default.Run(new LintSubject(DockerfileReader.Read(text, path), text, target)
        {
            Architecture = architecture,
            Context = new ContextView(folder, ignore),
            Today = LintVector.Today,
        }).Findings;
    }

    /// <summary>Names of the rules that have something to say about a text.</summary>
    public static IReadOnlyList<string> Ids(string text)
    {
        try
        {
            return [.. Run(text).Findings.Select(finding => finding.RuleId)];
        }
        catch (LambdaImageException broken) when (DockerfileInvalid.Of(broken) is not null)
        {
            return [nameof(DockerfileInvalid)];
        }
    }

    /// <summary>Looks at a text that belongs to no folder.</summary>
    public static (IReadOnlyList<DockerfileFinding> Findings, IReadOnlyList<DockerfileFinding> Suppressed) Run(string text) =>
        Linter.Default.Run(new LintSubject(DockerfileReader.Read(text, "Dockerfile"), text) { Today = LintVector.Today });
}
