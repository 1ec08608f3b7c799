using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to look for in a Dockerfile, how to hand it on, and from where on it is a failure.</summary>
internal sealed class LintOptions : OptionGroup
{
    private const string Never = "never";

    private readonly Option<string?> _target;
    private readonly Option<LintSeverity> _severity;
    private readonly Option<string[]> _include;
    private readonly Option<string[]> _exclude;
    private readonly Option<LintReportFormat?> _format;
    private readonly Option<string?> _reportPath;
    private readonly Option<LintReportFormat?> _reportFormat;
    private readonly Option<string?> _failOn;

    public LintOptions()
    {
        _target = Add<string?>("--target", "Stage that becomes the image; default: the last.");
        _severity = Add<LintSeverity>("--severity", "Least severity to tell: information, warning or error.");
        _include = AddMany("--include", "Rule to apply; may be repeated. Default: all.");
        _exclude = AddMany("--exclude", "Rule to leave out; may be repeated.");
        _format = Add<LintReportFormat?>("--format", "Form on standard output: text, sarif or junit.");
        _reportPath = Add<string?>("--report-path", "File to write too: .sarif, .xml (JUnit), or text.");
        _reportFormat = Add<LintReportFormat?>("--report-format", "Form of that file, where its ending does not say.");
        _failOn = Add<string?>("--fail-on", "Severity from which the exit code is 3: information, warning, error (default) or never.");
    }

    public LintReportFormat Format(ParseResult parsed) => parsed.GetValue(_format) ?? LintReportFormat.Text;

    public LintRequest Read(ParseResult parsed) => new()
    {
        Target = parsed.GetValue(_target),
        MinimumSeverity = parsed.GetValue(_severity),
        Include = parsed.GetValue(_include) ?? [],
        Exclude = parsed.GetValue(_exclude) ?? [],
    };

    /// <summary>The file to write; null when none is asked for.</summary>
    public LintReportRequest? Report(ParseResult parsed, DockerfileReport report, string root) => parsed.GetValue(_reportPath) is { Length: > 0 } path
        ? new LintReportRequest { Reports = [report], Path = Path.GetFullPath(path), Format = parsed.GetValue(_reportFormat), Root = root }
        : null;

    /// <summary>Severity that is a failure; null: none is.</summary>
    /// <exception cref="LambdaImageException">The word is none of these.</exception>
    public LintSeverity? FailOn(ParseResult parsed)
    {
        var word = parsed.GetValue(_failOn) ?? nameof(LintSeverity.Error);
        if (word.Equals(Never, StringComparison.OrdinalIgnoreCase)) return null;
        return Enum.TryParse<LintSeverity>(word, ignoreCase: true, out var severity) && Enum.IsDefined(severity) && !char.IsAsciiDigit(word[0])
            ? severity
            : throw new LambdaImageException(ErrorKind.RequestInvalid, $"'--fail-on {word}' is no severity.", "Write --fail-on information, warning, error or never.", word);
    }
}
