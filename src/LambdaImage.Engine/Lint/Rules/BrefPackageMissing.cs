namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Bref's image for a project that does not have Bref's library.</summary>
internal sealed class BrefPackageMissing : ILintRule
{
    private const string Manifest = "composer.json";

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "The project lacks bref/bref";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Base.Bref is not { Extension: null } || subject.Context is not { } context) yield break;
        var from = subject.Chain[^1].From;
        if (context.Read(Manifest) is { } composer && !composer.Contains("\"bref/", StringComparison.Ordinal)
            && context.Read("composer.lock")?.Contains("\"bref/bref\"", StringComparison.Ordinal) != true)
            yield return subject.Of(from, from.Image, $"{Manifest} does not require bref/bref, which Bref's image loads first of all.", "Run: composer require bref/bref");
    }
}
