using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Names that promise a secret in ENV and ARG, and keys that are recognised wherever they stand.</summary>
internal sealed partial class SecretInImage : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Secret in the image";

    public IEnumerable<Finding> Check(LintSubject subject) =>
        subject.Document.GlobalArguments.Concat(subject.Stages.SelectMany(stage => stage.Instructions))
            .SelectMany(instruction => Named(subject, instruction).Concat(Recognised(subject, instruction)));

    private static IEnumerable<Finding> Named(LintSubject subject, Instruction instruction)
    {
        var names = instruction switch
        {
            Env env => env.Variables.Select(pair => (pair.Key, Value: (string?)pair.Value)),
            Arg arg => arg.Variables.Select(pair => (pair.Key, pair.Value)),
            _ => [],
        };
        return names.Where(pair => SecretName().IsMatch(pair.Key) && !HarmlessName().IsMatch(pair.Key) && !IsHarmless(pair.Value))
            .Select(pair => subject.Of(instruction, pair.Key,
                $"{pair.Key} looks like a secret, and {instruction.Keyword} keeps it readable in the image.",
                "Set it on the function, read it from Secrets Manager, or use RUN --mount=type=secret."));
    }

    private static IEnumerable<Finding> Recognised(LintSubject subject, Instruction instruction)
    {
        var text = subject.Source.StatementOf(instruction).Text;
        foreach (Match key in Key().Matches(text))
        {
            // The value is never repeated: reports go to places that secrets must not.
            yield return new Finding(subject.Source.At(instruction, key.Index),
                $"{Kind(key)} stands here, and everybody who can pull the image can read it.",
                "Take it out, revoke it, and hand the new one over with RUN --mount=type=secret, or set it on the function.")
            {
                Severity = LintSeverity.Error,
            };
        }
    }

    private static string Kind(Match key) => key.Groups["aws"].Success ? "An AWS access key"
        : key.Groups["pem"].Success ? "A private key"
        : key.Groups["url"].Success ? "An address with a password"
        : "An access token";

    /// <summary>Empty, switched off, or an address of where the secret is.</summary>
    private static bool IsHarmless(string? value) =>
        value?.Trim('"', '\'') is "true" or "false" or "0" or "1" or "dummy" or "none" || value?.StartsWith("arn:", StringComparison.Ordinal) == true;

    [GeneratedRegex("(?:^|[_-])(?:API[_-]?KEY|ACCESS[_-]?KEY|PRIVATE[_-]?KEY|SECRET[_-]?KEY|CREDENTIALS?|PASSWORD|PASSWD|PWD|SECRETS?|TOKEN)(?:$|[_-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretName();

    /// <summary>Where a secret is, how long it lives, or what it is called: not the secret.</summary>
    [GeneratedRegex("(?:^|[_-])(?:PUBLIC)(?:$|[_-])|(?:[_-])(?:FILE|PATH|DIR|NAME|ARN|URL|URI|TTL|EXPIRES?|EXPIRY|HEADER|ENDPOINT|TYPE|DUMMY|ENABLED|LENGTH|SIZE)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HarmlessName();

    /// <summary>Forms that are published by those who hand the keys out.</summary>
    [GeneratedRegex(@"(?<aws>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b)|(?<pem>-----BEGIN [A-Z ]*PRIVATE KEY-----)|(?<token>\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{40,}|xox[abpr]-[A-Za-z0-9-]{20,}|sk_live_[A-Za-z0-9]{20,}))|(?<url>\b[a-z][a-z0-9+.-]*://[^\s/:@$'""]+:[^\s/:@$'""{}]+@)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Key();
}
