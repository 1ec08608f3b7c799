using LambdaImage.Engine.Lint.Shell;

namespace LambdaImage.Engine.Lint;

/// <summary>A call of the package manager of a Linux.</summary>
/// <param name="Manager">For example <c>apt-get</c>.</param>
/// <param name="Verb">For example <c>install</c>; apk's <c>add</c> counts as that.</param>
/// <param name="Packages">Names with their places, without versions.</param>
/// <param name="Command">The command.</param>
internal sealed record PackageCall(string Manager, string Verb, IReadOnlyList<(string Name, ShellWord Word)> Packages, StageCommand Command)
{
    private const string Install = "install";

    private static readonly HashSet<string> Managers =
        new(["apk", "apt", "apt-get", "dnf", "dnf5", "microdnf", "tdnf", "yum", "zypper"], StringComparer.Ordinal);

    /// <summary>Flags whose value is the next word.</summary>
    private static readonly HashSet<string> Valued =
        new(["-t", "--target-release", "-o", "--option", "-c", "--virtual", "--repository", "-X", "--enablerepo", "--disablerepo", "--repo", "-x", "--root", "-p"], StringComparer.Ordinal);

    /// <summary>Names of programs that install packages of a Linux.</summary>
    public static bool IsManager(string program) => Managers.Contains(program);

    /// <summary>The call that a command is; null when it is none.</summary>
    public static PackageCall? Of(StageCommand command)
    {
        if (!Managers.Contains(command.Name)) return null;
        var (verb, packages) = ((string?)null, new List<(string, ShellWord)>());
        for (var index = 0; index < command.Arguments.Count; index++)
        {
            var word = command.Arguments[index];
            if (word.IsFlag) index += Valued.Contains(word.Text) && !word.Text.Contains('=', StringComparison.Ordinal) ? 1 : 0;
            else if (verb is null) verb = word.Text;
            else packages.Add((Plain(word.Text), word));
        }

        if (verb is null) return null;
        return new PackageCall(command.Name, verb is "add" or "in" or "localinstall" ? Install : verb, packages, command);
    }

    public static IEnumerable<PackageCall> In(IEnumerable<StageCommand> commands) => commands.Select(Of).OfType<PackageCall>();

    public bool Installs => Verb is Install or "reinstall" or "groupinstall";

    /// <summary>Whether it is Debian's.</summary>
    public bool IsApt => Manager is "apt" or "apt-get";

    /// <summary>Whether it reads RPM packages.</summary>
    public bool IsRpm => Manager is "dnf" or "dnf5" or "microdnf" or "tdnf" or "yum";

    private static string Plain(string package)
    {
        var end = package.IndexOfAny(['=', '<', '>', '~', ':']);
        return end > 0 ? package[..end] : package;
    }
}
