using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Installations that may choose other versions than the lock file has.</summary>
internal sealed class InstallNotFromLock : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Installation that does not keep to the lock file";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var command in subject.Commands)
        {
            var (lockFile, remedy) = command.Name switch
            {
                "npm" when IsPlain(command, "install", "i") => ("package-lock.json", "Write npm ci."),
                "yarn" when (command.Command.Verb is null && command.Arguments.All(word => word.IsFlag) && !command.Command.Has("--version", "-v")) || IsPlain(command, "install") =>
                    command.Command.Has("--frozen-lockfile", "--immutable", "--pure-lockfile") ? (null, null) : ("yarn.lock", "Write yarn install --frozen-lockfile (--immutable from version 2 on)."),
                "pnpm" when IsPlain(command, "install", "i") => command.Command.Has("--frozen-lockfile", "--offline") ? (null, null) : ("pnpm-lock.yaml", "Write pnpm install --frozen-lockfile."),
                "composer" when command.Command.Verb is "update" or "upgrade" => ("composer.lock", "Write composer install."),
                "bundle" when command.Command.Verb == "update" => ("Gemfile.lock", "Write bundle install with ENV BUNDLE_DEPLOYMENT=1."),
                "poetry" when command.Command.Verb == "update" => ("poetry.lock", "Write poetry install."),
                _ => ((string?)null, (string?)null),
            };
            if (lockFile is null || !HasLock(subject, lockFile)) continue;
            yield return subject.Of(command, $"'{command.Command}' may choose other versions than {lockFile} has, so that what runs was never tested.", remedy!);
        }
    }

    /// <summary>Whether all packages of the project are installed, not some by name.</summary>
    private static bool IsPlain(StageCommand command, params string[] verbs)
    {
        var words = command.Arguments.Where(word => !word.IsFlag).Select(word => word.Text).ToArray();
        return words.Length == 1 && verbs.Contains(words[0]) && !command.Command.Has("-g", "--global", "--package-lock-only");
    }

    private static bool HasLock(LintSubject subject, string lockFile) => subject.Context is { } context
        ? context.Sent.Find(lockFile) is not null
        : subject.Stages.SelectMany(stage => stage.Instructions).OfType<Transfer>().SelectMany(transfer => transfer.Sources).Any(source => source.EndsWith(lockFile, StringComparison.Ordinal));
}
