using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Output;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Test-LambdaDockerfile</c>.</summary>
internal sealed class LintVerb : Verb
{
    private readonly SourceOptions _source = new();
    private readonly LintOptions _lint = new();

    public override string Name => "lint";

    protected override string Description => "Checks a Dockerfile for what Lambda ignores, refuses or makes expensive.";

    protected override IEnumerable<OptionGroup> Groups => [_source, _lint];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        // Wrong words are told before any work is done.
        _ = _lint.FailOn(parsed);
        var root = Directory.GetCurrentDirectory();
        var report = await chain.LintAsync(await RequestAsync(chain, input, parsed, cancel), cancel);
        if (_lint.Report(parsed, report, root) is { } file) await chain.ReportAsync(file, cancel);
        if (Output.Json(parsed)) return report;
        var text = await chain.ReportAsync(new LintReportRequest { Reports = [report], Format = _lint.Format(parsed), Root = root }, cancel);
        return new Shown(report, text!.Text);
    }

    protected override void Show(object result, ResultView view, ParseResult parsed) => view.ShowText(((Shown)result).Text);

    protected override int CodeOf(object result, ParseResult parsed)
    {
        var report = result as DockerfileReport ?? ((Shown)result).Report;
        return _lint.FailOn(parsed) is { } limit && report.Findings.Any(finding => finding.Severity >= limit) ? ExitCode.Findings : ExitCode.Done;
    }

    private async Task<LintRequest> RequestAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var asked = _lint.Read(parsed);
        if (input is LambdaDockerfile known) return asked with { Dockerfile = known };
        if (input is LambdaProject { Mode: BuildMode.Custom } own)
            return asked with { Project = new() { Path = own.Path, Dockerfile = own.DockerfilePath, Architecture = own.Architecture, UseEnvironment = false } };
        if (input is not string path)
            return asked with { Dockerfile = await chain.DockerfileAsync(input, _source, parsed, project => new DockerfileRequest { Project = project, TextOnly = true }, isLast: true, cancel) };
        var isFile = File.Exists(path);
        var project = _source.Read(parsed, isFile ? Path.GetDirectoryName(path)! : path);
        return asked with
        {
            Architecture = project.Architecture,
            Project = project with { Dockerfile = project.Dockerfile ?? (isFile ? path : null), UseEnvironment = false },
        };
    }

    /// <summary>What is printed, with what it says.</summary>
    private sealed record Shown(DockerfileReport Report, string Text);
}
