namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Lists and caches of package managers that stay in the image.</summary>
internal sealed class PackageCacheLeft : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Package cache left in the image";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var run in PackageCall.In(subject.CommandsInImage).Where(call => call.Installs).GroupBy(call => call.Command.Run))
        {
            var call = run.First();
            var commands = call.Command.Siblings().Select(command => command.Command.ToString()).ToArray();
            var remedy = call switch
            {
                { IsApt: true } when !Mentions("/var/lib/apt/lists") && !run.Key.HasMount("/var/lib/apt") && !run.Key.HasMount("/var/cache/apt") => "End the RUN with && rm -rf /var/lib/apt/lists/*.",
                { IsRpm: true } when !Mentions("clean all") && !Mentions("/var/cache") && !run.Key.HasMount("/var/cache") => $"End the RUN with && {call.Manager} clean all.",
                { Manager: "apk" } when !Mentions("--no-cache") && !Mentions("/var/cache/apk") && !run.Key.HasMount("/var/cache/apk") && !run.Key.HasMount("/etc/apk/cache") => "Write apk add --no-cache.",
                _ => null,
            };
            if (remedy is not null) yield return subject.Of(call.Command, $"What {call.Manager} downloads to choose packages stays in the image.", remedy);

            bool Mentions(string text) => commands.Any(command => command.Contains(text, StringComparison.Ordinal));
        }
    }
}
