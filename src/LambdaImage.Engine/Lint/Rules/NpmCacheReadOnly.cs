using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>npm and npx at run time, which write logs into a home that Lambda makes read-only.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/nodejs-image.html#nodejs-image-clients"/></summary>
internal sealed class NpmCacheReadOnly : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "npm writes into a read-only home";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var program = subject.Entry?.Command ?? subject.Command?.Command;
        Instruction? instruction = (Instruction?)subject.Entry ?? subject.Command;
        if (program is null || instruction is null || program.Arguments.Count == 0) yield break;
        var word = program.IsShell ? program.Arguments[0].Split(' ')[0] : program.Arguments[0];
        if (word.Split('/')[^1] is not ("npm" or "npx" or "yarn" or "pnpm")) yield break;
        var variables = subject.Final.Variables;
        if (new[] { "NPM_CONFIG_CACHE", "npm_config_cache", "HOME", "XDG_CACHE_HOME" }.Any(name => variables.GetValueOrDefault(name)?.StartsWith("/tmp", StringComparison.Ordinal) == true)) yield break;
        yield return subject.Of(instruction, word, $"{word} writes logs and a cache below the home folder, which is read-only in Lambda.",
            "Start node itself, or add ENV NPM_CONFIG_CACHE=/tmp/.npm.");
    }
}
