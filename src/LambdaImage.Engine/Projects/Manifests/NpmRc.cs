using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Finds secrets in the settings of npm, pnpm and Yarn. <see href="https://docs.npmjs.com/cli/configuring-npm/npmrc"/></summary>
internal static partial class NpmRc
{
    public const string File = ".npmrc";

    /// <summary>Settings that may hold secrets.</summary>
    private static readonly string[] Files = [File, ".yarnrc.yml", ".yarnrc", "bunfig.toml"];

    /// <summary>Files with a secret written out, and its line.</summary>
    public static IReadOnlyList<(string File, int Line)> Secrets(ProjectDirectory project) =>
    [
        .. from file in Files
           let line = project.Lines(file).FirstOrDefault(line => Secret().IsMatch(line.Text))
           where line.Text is not null
           select (file, line.Number),
    ];

    /// <summary>Environment variables that settings read, each where it is first read.</summary>
    public static IReadOnlyList<(string Variable, string File, int Line)> Variables(ProjectDirectory project) =>
    [
        .. (from file in Files
            from line in project.Lines(file)
            from Match match in Variable().Matches(line.Text)
            select (match.Groups["name"].Value, file, line.Number)).DistinctBy(found => found.Value),
    ];

    [GeneratedRegex(
        @"^\s*([^#;=\s]*:)?['""]?(_authToken|_auth|_password|npmAuthToken|npmAuthIdent|token|password)['""]?\s*[=:]\s*['""]?(?!\s*['""]?\$)[^\s'""]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?<![#;].*)\$\{?(?<name>[A-Z][A-Z0-9_]*)\b(?!:?-)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
