namespace LambdaImage.Engine.Lint.Rules;

/// <summary>pip's cache, which doubles the size of what is installed.</summary>
internal sealed class PipCacheLeft : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "pip's cache left in the image";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.CommandsInImage
        .Where(IsInstall)
        .Where(command => !command.Command.Has("--no-cache-dir") && !command.Run.HasMount("/root/.cache") && !command.Stage.Variables.ContainsKey("PIP_NO_CACHE_DIR")
            && !command.Command.Assignments.Any(word => word.Text.StartsWith("PIP_NO_CACHE_DIR=", StringComparison.Ordinal))
            && !command.Siblings().Any(other => other.Command.ToString().Contains(".cache", StringComparison.Ordinal) || other.Command.ToString().Contains("cache purge", StringComparison.Ordinal)))
        .Select(command => subject.Of(command, "pip keeps what it downloads, so the image holds everything twice.", "Write pip install --no-cache-dir, or RUN --mount=type=cache,target=/root/.cache/pip."));

    /// <summary>Whether a command installs with pip, as a program or as a module of Python.</summary>
    public static bool IsInstall(StageCommand command) =>
        (command.Name.StartsWith("pip", StringComparison.Ordinal) && command.Name.Skip(3).All(letter => char.IsAsciiDigit(letter) || letter == '.') && command.Command.Verb == "install")
        || (command.Name.StartsWith("python", StringComparison.Ordinal) && command.Arguments is [{ Text: "-m" }, { Text: "pip" }, ..] && command.Arguments.Any(word => word.Text == "install"));
}
