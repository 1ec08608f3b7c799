using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Everything copied and no ignore file that says what everything is.</summary>
internal sealed class DockerignoreMissing : ILintRule
{
    private static readonly string[] Unwanted = [".git", "node_modules", ".venv", "venv", ".env", "__pycache__", ".terraform", "bin", "obj"];

    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "No .dockerignore";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Context is not { Ignore.Path: null } context) yield break;
        var all = subject.Stages.SelectMany(stage => stage.Instructions).OfType<Transfer>()
            .FirstOrDefault(transfer => transfer is not Copy { From: not null } && transfer.Sources.Any(source => source is "." or "./"));
        if (all is null) yield break;
        var found = Unwanted.Where(name => context.Sent.Find(name) is not null).ToArray();
        yield return subject.Of(all, all.Sources[0],
            found.Length == 0 ? "There is no .dockerignore, so everything that ever comes into this folder comes into the image." : $"There is no .dockerignore, so {string.Join(", ", found)} comes into the image.",
            "Write a .dockerignore with .git, .env and what the image makes anew; New-LambdaDockerfile writes one in managed mode.") with
        { Severity = found.Length == 0 ? null : LintSeverity.Warning };
    }
}
