using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint;

/// <summary>Questions about a RUN as a whole.</summary>
internal static class RunSteps
{
    /// <summary>Whether a cache or temporary mount covers a folder, so that what is written there is not in the
    /// image.</summary>
    public static bool HasMount(this Run run, string folder) => run.Flags.Any(flag =>
        flag.StartsWith("--mount=", StringComparison.Ordinal)
        && (flag.Contains("type=cache", StringComparison.Ordinal) || flag.Contains("type=tmpfs", StringComparison.Ordinal))
        && flag.Split(',', '=').Any(part => part.StartsWith('/') && (folder.StartsWith(part, StringComparison.Ordinal) || part.StartsWith(folder, StringComparison.Ordinal))));

    /// <summary>Commands of the same RUN.</summary>
    public static IEnumerable<StageCommand> Siblings(this StageCommand command) => command.Stage.Commands.Where(command.IsWith);

    /// <summary>Whether the RUN asks what there is before it acts.</summary>
    public static bool IsGuarded(this StageCommand command) => command.Command.IsConditional
        || command.Siblings().Any(other => other.Name is "command" or "which" or "type" or "hash" || other.Command.ToString().Contains("-v " + command.Name, StringComparison.Ordinal));
}
