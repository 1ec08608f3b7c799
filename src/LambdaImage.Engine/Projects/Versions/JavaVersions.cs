using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Java it wants. Only some versions are supported for long; who asks for one in
/// between gets the next.</summary>
internal static partial class JavaVersions
{
    private static readonly string[] LongTerm = ["8", "11", "17", "21", "25"];

    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return Plain(VersionFiles.Pinned(project, ".java-version"));
        yield return Plain(Heroku(project));
        foreach (var tool in VersionFiles.Managed(project, "java")) yield return Plain(tool);
        yield return Plain(PomXml.Read(project)?.JavaVersion);
        yield return Plain(GradleBuild.Read(project)?.JavaVersion);
    }

    /// <summary><c>temurin-21.0.4+7</c>, <c>21.0.4-tem</c>, <c>1.8</c> and <c>VERSION_1_8</c> by their number alone.</summary>
    private static AskedVersion? Plain(AskedVersion? asked)
    {
        if (asked is null || Major().Match(asked.Constraint) is not { Success: true } match) return null;
        var major = match.Groups["major"].Value.TrimStart('0');
        return major.Length == 0 ? null : asked with { Constraint = LongTerm.Contains(major, StringComparer.Ordinal) ? major : $">={major}" };
    }

    /// <summary>system.properties. <see href="https://devcenter.heroku.com/articles/customizing-the-jdk"/></summary>
    private static AskedVersion? Heroku(ProjectDirectory project) => project.Lines("system.properties")
        .Where(line => line.Text.StartsWith("java.runtime.version", StringComparison.Ordinal) && line.Text.Contains('=', StringComparison.Ordinal))
        .Select(line => new AskedVersion(line.Text[(line.Text.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim(), "system.properties", line.Number))
        .FirstOrDefault();

    [GeneratedRegex(@"(^|[^0-9A-Za-z.])(1[._](?=[5-8]))?(?<major>[0-9]{1,3})([^0-9]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Major();
}
