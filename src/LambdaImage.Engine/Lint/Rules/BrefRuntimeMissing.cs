namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Bref 3 without word of what to run.</summary>
internal sealed class BrefRuntimeMissing : ILintRule
{
    private static readonly string[] Names = ["BREF_RUNTIME", "RUNTIME_CLASS"];

    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "BREF_RUNTIME is not set";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Base.Bref is not { Extension: null, IsBuild: false, Kind: "", IsUnified: true } || Names.Any(subject.Final.Variables.ContainsKey)) yield break;
        var from = subject.Chain[^1].From;
        yield return subject.Of(from, from.Image, "One image of Bref 3 serves websites, functions and consoles, and BREF_RUNTIME is not set here.",
            "Add ENV BREF_RUNTIME=fpm, function or console, or set it on each function.");
    }
}
