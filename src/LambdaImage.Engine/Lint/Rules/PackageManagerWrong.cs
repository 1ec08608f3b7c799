namespace LambdaImage.Engine.Lint.Rules;

/// <summary>The package manager of another Linux: yum on Amazon Linux 2023's small images, dnf on Amazon Linux 2, apt on
/// either.</summary>
internal sealed class PackageManagerWrong : ILintRule
{
    private static readonly Dictionary<LinuxSystem, string[]> Present = new()
    {
        [LinuxSystem.AmazonLinux2] = ["yum"],
        [LinuxSystem.AmazonLinux2023Minimal] = ["dnf", "microdnf"],
        [LinuxSystem.AmazonLinux2023] = ["dnf", "yum"],
        [LinuxSystem.Debian] = ["apt-get", "apt"],
        [LinuxSystem.Ubuntu] = ["apt-get", "apt"],
        [LinuxSystem.Alpine] = ["apk"],
        [LinuxSystem.Wolfi] = ["apk"],
        [LinuxSystem.RedHat] = ["dnf", "microdnf", "yum"],
    };

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Package manager of another Linux";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            if (!Present.TryGetValue(stage.Base.System, out var present)) continue;
            // The Linux is known by its name only; an image that first brings another manager is left alone.
            var brought = PackageCall.In(stage.Commands).Where(call => present.Contains(call.Manager)).SelectMany(call => call.Packages.Select(package => package.Name)).ToHashSet(StringComparer.Ordinal);
            var wrong = PackageCall.In(stage.Commands).Where(call => !present.Contains(call.Manager) && !brought.Contains(call.Manager) && !call.Command.IsGuarded());
            foreach (var call in wrong.GroupBy(call => (call.Manager, call.Command.Run.Lines.First)).Select(group => group.First()))
            {
                yield return subject.Of(call.Command, $"{stage.Base.Text} is {stage.Base.System.Words()}, which has no {call.Manager}.",
                    stage.Base.System == LinuxSystem.AmazonLinux2023Minimal
                        ? $"Write dnf {call.Verb} -y; dnf is microdnf there."
                        : $"Write {present[0]} {(present[0] == "apk" ? "add --no-cache" : "install -y")}; names of packages differ too.");
            }
        }
    }
}
