namespace LambdaImage.Engine.Lint.Rules;

/// <summary>apt-get with all that packages recommend.</summary>
internal sealed class AptRecommends : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Recommended packages installed";

    public IEnumerable<Finding> Check(LintSubject subject) => PackageCall.In(subject.CommandsInImage)
        .Where(call => call is { IsApt: true, Installs: true, Packages.Count: > 0 }
            && !call.Command.Command.Words.Any(word => word.Text.Contains("no-install-recommends", StringComparison.Ordinal) || word.Text.Contains("Install-Recommends=", StringComparison.Ordinal))
            && !subject.CommandsInImage.Any(command => command.Command.Redirects.Any(redirect => redirect.Target.StartsWith("/etc/apt/apt.conf", StringComparison.Ordinal))))
        .Select(call => subject.Of(call.Command, $"{call.Manager} installs what the packages merely recommend, too.", "Write apt-get install -y --no-install-recommends."));
}
