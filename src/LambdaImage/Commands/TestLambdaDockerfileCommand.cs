using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Errors;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Checks a Dockerfile for what Lambda ignores, refuses or makes expensive, and writes each finding.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LambdaDockerfile", DefaultParameterSetName = ParameterSets.Managed, SupportsShouldProcess = true)]
[OutputType(typeof(DockerfileFinding))]
public sealed class TestLambdaDockerfileCommand : LambdaImageCommand<DockerfileReport>
{
    private readonly List<DockerfileReport> _reports = [];

    /// <summary>Dockerfile, or project folder, default: the current one. A folder stands for the Dockerfile in it, else
    /// for the one that would be generated.</summary>
    [Parameter(ParameterSetName = ParameterSets.Managed, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Dockerfile or folder, exactly as written: no character is a wildcard.</summary>
    [Parameter(ParameterSetName = ParameterSets.Managed, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Dockerfile, where it lies outside the folder that is the build context or has a name of its
    /// own.</summary>
    [Parameter(ParameterSetName = ParameterSets.Managed)]
    [AllowNull, AllowEmptyString, DockerfileArgument]
    public string? Dockerfile { get; set; }

    /// <summary>The project, from Get-LambdaProject.</summary>
    [Parameter(ParameterSetName = ParameterSets.Project, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaProject))]
    public LambdaProject? Project { get; set; }

    /// <summary>The Dockerfile, from New-LambdaDockerfile.</summary>
    [Parameter(ParameterSetName = ParameterSets.Dockerfile, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaDockerfile))]
    public LambdaDockerfile? LambdaDockerfile { get; set; }

    /// <summary>Processor of the function: x86_64 or arm64. Default: that of the project.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Stage of the Dockerfile that becomes the image. Default: the last.</summary>
    [Parameter, ArgumentCompleter(typeof(TargetCompleter))]
    public string? Target { get; set; }

    /// <summary>Least severity to tell.</summary>
    [Parameter]
    public LintSeverity Severity { get; set; }

    /// <summary>Rules to apply. Default: all.</summary>
    [Parameter, ArgumentCompleter(typeof(LintRuleCompleter))]
    public string[]? Include { get; set; }

    /// <summary>Rules to leave out.</summary>
    [Parameter, ArgumentCompleter(typeof(LintRuleCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>File to write all findings to: .sarif, .xml (JUnit), or text.</summary>
    [Parameter]
    public string? ReportPath { get; set; }

    /// <summary>Form of the file, where its ending does not say.</summary>
    [Parameter]
    public LintReportFormat? ReportFormat { get; set; }

    /// <summary>Severity from which findings make the cmdlet fail, after all of them have been written.</summary>
    [Parameter]
    public LintSeverity? FailOn { get; set; }

    private protected override IEnumerable<Work<DockerfileReport>> Prepare()
    {
        var paths = new ProjectPaths(this, Fail);
        var asked = new LintRequest
        {
            Target = Given(Target),
            Architecture = Architecture,
            MinimumSeverity = Severity,
            Include = Include ?? [],
            Exclude = Exclude ?? [],
        };
        return ParameterSetName switch
        {
            ParameterSets.Dockerfile => [Check(asked with { Dockerfile = LambdaDockerfile })],
            // The project's own Dockerfile is read as it is; the other is the one that would be generated.
            ParameterSets.Project when Project is { Mode: BuildMode.Custom } own =>
                [Check(asked with { Project = Folder(own.Path, own.DockerfilePath) with { Architecture = Architecture ?? own.Architecture } })],
            ParameterSets.Project => [OfProject(Project!)],
            _ => paths.Find(Path, LiteralPath).Select(found =>
                Check(asked with { Project = Folder(found.Folder, paths.Anchored(Given(Dockerfile)) ?? found.Dockerfile) })),
        };

        ProjectRequest Folder(string folder, string? dockerfile) =>
            new() { Path = folder, Dockerfile = dockerfile, Architecture = Architecture, UseEnvironment = false };

        Work<DockerfileReport> Check(LintRequest request) => (steps, cancel) => steps.DoAsync(request, cancel);

        Work<DockerfileReport> OfProject(LambdaProject project) => async (steps, cancel) =>
            await steps.DoAsync(new DockerfileRequest { Project = project, TextOnly = true }, cancel) is { } file
                ? await steps.DoAsync(asked with { Dockerfile = file }, cancel)
                : null;
    }

    private protected override void Write(DockerfileReport result)
    {
        _reports.Add(result);
        WriteObject(result.Findings, enumerateCollection: true);
    }

    private protected override IEnumerable<Work<DockerfileReport>> Finish()
    {
        var paths = new ProjectPaths(this, Fail);
        var request = Given(ReportPath) is { } path
            ? new LintReportRequest { Reports = _reports, Path = paths.Exact(path), Format = ReportFormat, Root = paths.Exact(".") }
            : null;
        var worst = FailOn is { } limit ? _reports.SelectMany(report => report.Findings).Count(finding => finding.Severity >= limit) : 0;
        if (request is null && worst == 0) return [];
        return [async (steps, cancel) =>
        {
            if (request is not null) await steps.DoAsync(request, cancel);
            return worst == 0 ? null : throw CommandErrors.FindingsTooSevere(worst, FailOn!.Value);
        }];
    }
}
