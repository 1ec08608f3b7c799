namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Packages for development in the image that runs.</summary>
internal sealed class DevDependenciesInImage : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Packages for development in the image";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var commands = subject.CommandsInImage.ToArray();
        var isPruned = commands.Any(command => command.Name is "npm" or "pnpm" or "yarn" && command.Arguments.Any(word => word.Text is "prune" or "--production" or "--prod" or "--omit=dev"));
        foreach (var command in commands)
        {
            var variables = command.Stage.Variables;
            var isProduction = variables.GetValueOrDefault("NODE_ENV") == "production" || command.Command.Assignments.Any(word => word.Text == "NODE_ENV=production");
            var remedy = command.Name switch
            {
                "npm" when command.Command.Verb is "ci" or "clean-install" && !isPruned && !isProduction && !variables.ContainsKey("NPM_CONFIG_OMIT") && !command.Command.Has("--omit", "--only") => "Write npm ci --omit=dev.",
                "composer" when command.Command.Verb == "install" && !command.Command.Has("--no-dev") && !variables.ContainsKey("COMPOSER_NO_DEV") => "Write composer install --no-dev.",
                "bundle" when command.Command.Verb == "install" && !variables.ContainsKey("BUNDLE_WITHOUT") && !command.Command.Has("--without")
                    && !commands.Any(other => other.Name == "bundle" && other.Command.ToString().Contains("without", StringComparison.Ordinal)) => "Set ENV BUNDLE_WITHOUT=development:test.",
                "poetry" when command.Command.Verb == "install" && !command.Command.Has("--only", "--without", "--no-dev") => "Write poetry install --only main.",
                "uv" when command.Command.Verb == "sync" && !command.Command.Has("--no-dev", "--no-default-groups") && !variables.ContainsKey("UV_NO_DEV") => "Write uv sync --no-dev.",
                _ => null,
            };
            if (remedy is not null) yield return subject.Of(command, $"'{command.Command}' installs what only tests and tools need, and every cold start loads a larger image.", remedy);
        }
    }
}
