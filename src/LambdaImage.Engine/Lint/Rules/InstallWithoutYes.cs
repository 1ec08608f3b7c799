namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Package managers that will ask a question nobody answers.</summary>
internal sealed class InstallWithoutYes : ILintRule
{
    private static readonly HashSet<string> Asking = new(["install", "remove", "upgrade", "dist-upgrade", "update", "groupinstall", "autoremove"], StringComparer.Ordinal);

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Installation that asks first";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var call in PackageCall.In(subject.Commands).Where(call => Asking.Contains(call.Verb)))
        {
            if (call.Manager is "apk" || (call.IsApt && call.Verb == "update")) continue;
            if (call.Command.Command.Has("-y", "--yes", "--assume-yes", "--assumeyes", "-n", "--non-interactive", "--noconfirm", "-qq", "--quiet=2", "-q=2")) continue;
            if (call.Command.Siblings().Any(other => other.Name == "yes" && other.Command.After == "|")) continue;
            // "microdnf update" without packages asks as well, but the apt sort of update does not exist there.
            yield return subject.Of(call.Command, $"{call.Manager} {call.Verb} asks whether to go on, and in a build nobody answers.", $"Write {call.Manager} {call.Verb} -y.");
        }
    }
}
