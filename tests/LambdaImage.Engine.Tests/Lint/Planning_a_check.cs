using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Lint;

public class Planning_a_check
{
    private const string Bad = "FROM public.ecr.aws/lambda/python:3.13\nEXPOSE 80\nCMD app.handler\n";

    [Fact]
    public async Task The_Dockerfile_of_a_folder_is_checked_even_when_the_folder_is_not_understood()
    {
        using var project = new TempProject([("Dockerfile", Bad)]);
        var report = await CheckAsync(new() { Project = new() { Path = project.Path } });
        report.Path.ShouldBe(project.Of("Dockerfile"));
        report.Findings.ShouldContain(finding => finding.RuleId == "ExposeIgnored" && finding.File == project.Of("Dockerfile"));
        (report.Errors, report.Warnings).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Without_a_Dockerfile_the_one_that_would_be_made_is_checked_and_not_written()
    {
        using var project = new TempProject([("app.py", "def handler(event, context):\n    return 1\n")]);
        var report = await CheckAsync(new() { Project = new() { Path = project.Path, Handler = "app.handler" } });
        report.Findings.Where(finding => finding.Severity >= LintSeverity.Warning).ShouldBeEmpty();
        report.Dockerfile!.State.ShouldBe(DockerfileState.NotWritten);
        File.Exists(project.Of("Dockerfile")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_Dockerfile_is_a_finding_too()
    {
        using var project = new TempProject([("Dockerfile", "FROM debian:13\nRUNN x\n")]);
        var report = await CheckAsync(new() { Project = new() { Path = project.Path } });
        var finding = report.Findings.ShouldHaveSingleItem();
        (finding.RuleId, finding.Line, finding.Column, finding.Severity).ShouldBe(("DockerfileInvalid", 2, 1, LintSeverity.Error));
    }

    [Fact]
    public async Task The_ignore_file_of_the_Dockerfile_s_own_name_counts()
    {
        using var project = new TempProject([("deploy.Dockerfile", "FROM debian:13\nCOPY a /a\n"), ("a", "x"), ("deploy.Dockerfile.dockerignore", "a\n"), (".dockerignore", "b\n")]);
        var report = await CheckAsync(new() { Project = new() { Path = project.Path, Dockerfile = "deploy.Dockerfile" } });
        report.Findings.ShouldContain(finding => finding.RuleId == "CopyIgnored");
    }

    [Fact]
    public async Task Less_severe_findings_can_be_left_out()
    {
        using var project = new TempProject([("Dockerfile", Bad)]);
        var report = await CheckAsync(new() { Project = new() { Path = project.Path }, MinimumSeverity = LintSeverity.Error });
        report.Findings.ShouldHaveSingleItem().RuleId.ShouldBe("ShellForm");
    }

    [Fact]
    public async Task Rules_can_be_chosen_and_left_out()
    {
        using var project = new TempProject([("Dockerfile", Bad)]);
        (await CheckAsync(new() { Project = new() { Path = project.Path }, Include = ["exposeignored"] })).Findings.ShouldHaveSingleItem().RuleId.ShouldBe("ExposeIgnored");
        (await CheckAsync(new() { Project = new() { Path = project.Path }, Exclude = ["ExposeIgnored"] })).Findings.ShouldNotContain(finding => finding.RuleId == "ExposeIgnored");
    }

    [Fact]
    public async Task A_rule_that_does_not_exist_is_a_wrong_request()
    {
        using var project = new TempProject([("Dockerfile", Bad)]);
        var error = await Should.ThrowAsync<LambdaImageException>(() => CheckAsync(new() { Project = new() { Path = project.Path }, Exclude = ["ExposeIgnord"] }));
        (error.Kind, error.Remedy).ShouldBe((ErrorKind.RequestInvalid, "Did you mean ExposeIgnored?"));
    }

    [Fact]
    public async Task An_existing_image_has_no_Dockerfile_to_check()
    {
        using var project = new TempProject();
        var error = await Should.ThrowAsync<LambdaImageException>(() => CheckAsync(new() { Project = new() { Path = project.Path, Image = "acme/shop:1" } }));
        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
    }

    [Fact]
    public async Task The_project_s_own_processor_is_the_function_s()
    {
        using var project = new TempProject([("Dockerfile", "FROM public.ecr.aws/lambda/provided:al2023-x86_64\nCOPY a /var/runtime/bootstrap\n"), ("a", "x")]);
        var asked = new LintRequest { Project = new() { Path = project.Path, Architecture = LambdaArchitecture.Arm64 } };
        (await CheckAsync(asked)).Findings.ShouldContain(finding => finding.RuleId == "ArchitectureClash");
        (await CheckAsync(asked with { Architecture = LambdaArchitecture.X86_64 })).Findings.ShouldNotContain(finding => finding.RuleId == "ArchitectureClash");
    }

    [Fact]
    public async Task Making_the_Dockerfile_of_a_project_warns_of_the_same()
    {
        using var project = new TempProject([("Dockerfile", Bad)]);
        using var engine = new LambdaImageEngine();
        var reporter = new RecordingReporter();
        var request = new ProjectRequest { Path = project.Path, Dockerfile = "Dockerfile" };
        var found = await (await engine.PlanAsync(request, reporter, default)).RunAsync(reporter, default);
        var file = await (await engine.PlanAsync(new DockerfileRequest { Project = found }, reporter, default)).RunAsync(reporter, default);
        file.Warnings.ShouldBe(
        [
            $"{project.Of("Dockerfile")}:2: EXPOSE has no effect on Lambda: no port of a function can be reached. Remove it; the port of a web server is told to the web adapter with ENV AWS_LWA_PORT.",
            $"{project.Of("Dockerfile")}:3: CMD in its shell form is started through /bin/sh -c, which takes it for a command where Lambda's runtime wants a handler. Write a JSON array: CMD [\"app.handler\"].",
        ]);
    }

    [Fact]
    public async Task A_report_is_written_whole()
    {
        using var project = new TempProject([("Dockerfile", Bad)]);
        using var engine = new LambdaImageEngine();
        var reporter = new RecordingReporter();
        var report = await CheckAsync(new() { Project = new() { Path = project.Path } });
        var plan = await engine.PlanAsync(new LintReportRequest { Reports = [report], Path = project.Of("lint.sarif"), Root = project.Path }, reporter, default);
        plan.Changes.ShouldBeTrue();
        File.Exists(project.Of("lint.sarif")).ShouldBeFalse();
        var written = await plan.RunAsync(reporter, default);
        written.Format.ShouldBe(LintReportFormat.Sarif);
        project.Read("lint.sarif").ShouldBe(written.Text);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_says_where()
    {
        using var project = new TempProject();
        using var engine = new LambdaImageEngine();
        var reporter = new RecordingReporter();
        var plan = await engine.PlanAsync(new LintReportRequest { Reports = [], Path = project.Of("no/such/lint.txt") }, reporter, default);
        (await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(reporter, default))).Kind.ShouldBe(ErrorKind.OutputNotWritable);
    }

    private static async Task<DockerfileReport> CheckAsync(LintRequest request)
    {
        using var engine = new LambdaImageEngine();
        var reporter = new RecordingReporter();
        return await (await engine.PlanAsync(request, reporter, default)).RunAsync(reporter, default);
    }
}
