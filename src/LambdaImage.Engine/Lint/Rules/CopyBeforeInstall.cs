using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>All the code copied before packages are installed: each change of a line installs them anew.</summary>
internal sealed class CopyBeforeInstall : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Code copied before packages are installed";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            var all = stage.Instructions.OfType<Transfer>().FirstOrDefault(transfer => transfer is not Copy { From: not null } && transfer.Sources.Any(source => source is "." or "./" or "*"));
            if (all is null) continue;
            var install = stage.Commands.FirstOrDefault(command => command.Run.Lines.First > all.Lines.First && Installs(command) is not null);
            // An earlier installation of the same tool has the packages; this one is quick.
            if (install is null || stage.Commands.Any(command => command.Run.Lines.First < all.Lines.First && Installs(command) == Installs(install))) continue;
            yield return subject.Of(all, all.Sources[0], $"Every change of a file makes line {install.Place.Line} install all packages again.",
                $"First copy the files that name the packages ({Installs(install)}), install, then copy the rest.");
        }
    }

    private static string? Installs(StageCommand command) => command.Name switch
    {
        "npm" when command.Command.Verb is "ci" or "install" or "i" => "package.json and package-lock.json",
        "yarn" when command.Command.Verb is null or "install" => "package.json and yarn.lock",
        "pnpm" when command.Command.Verb is "install" or "i" => "package.json and pnpm-lock.yaml",
        "bundle" when command.Command.Verb == "install" => "Gemfile and Gemfile.lock",
        "composer" when command.Command.Verb == "install" => "composer.json and composer.lock",
        "poetry" when command.Command.Verb == "install" => "pyproject.toml and poetry.lock",
        "uv" when command.Command.Verb == "sync" => "pyproject.toml and uv.lock",
        "dotnet" when command.Command.Verb == "restore" => "the project file",
        "go" when command.Command.Words is [_, { Text: "mod" }, { Text: "download" }, ..] => "go.mod and go.sum",
        _ when PipCacheLeft.IsInstall(command) && command.Command.Has("-r", "--requirement") => "requirements.txt",
        _ => null,
    };
}
