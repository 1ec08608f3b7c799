namespace LambdaImage.Engine.Lint.Rules;

/// <summary>FROM with a platform that is written out: the file is then good for one processor only.</summary>
internal sealed class PlatformFixed : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Platform written into FROM";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Chain
        .Where(stage => stage.From.Platform is { } platform && !platform.Contains('$', StringComparison.Ordinal))
        .Select(stage => subject.Of(stage.From, "--platform", "A platform written into FROM makes the file good for one processor only.",
            "Remove it: the image is built for the function's architecture anyway."));
}
