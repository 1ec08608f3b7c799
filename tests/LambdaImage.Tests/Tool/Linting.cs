namespace LambdaImage.Tests.Tool;

public sealed class Linting
{
    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(LintSeverity.Warning, null, 0)]
    [InlineData(LintSeverity.Error, null, 3)]
    [InlineData(LintSeverity.Error, "never", 0)]
    [InlineData(LintSeverity.Warning, "warning", 3)]
    [InlineData(LintSeverity.Information, "Warning", 0)]
    [InlineData(LintSeverity.Information, "information", 3)]
    public async Task What_is_found_decides_the_exit_code(LintSeverity? found, string? failOn, int code)
    {
        string[] arguments = ["lint", "shop", .. failOn is null ? Array.Empty<string>() : ["--fail-on", failOn]];
        var engine = new ScriptedEngine { Finding = found };
        (await ToolRun.OfAsync(engine, null, arguments)).Code.ShouldBe(code);
        (await ToolRun.OfAsync(engine, null, [.. arguments, "--json"])).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("--fail-on", "sometimes")]
    [InlineData("--fail-on", "2")]
    [InlineData("--severity", "grave")]
    [InlineData("--format", "html")]
    public async Task Words_that_mean_nothing_are_wrong_usage(params string[] arguments) =>
        (await ToolRun.OfAsync(new ScriptedEngine(), null, ["lint", "shop", .. arguments])).Code.ShouldBe(2);

    [Fact]
    public async Task Options_reach_the_request()
    {
        var engine = new ScriptedEngine();
        await ToolRun.OfAsync(engine, null, "lint", "shop", "--target", "run", "--severity", "warning", "--include", "A", "--exclude", "B", "--exclude", "C", "--arch", "arm64", "-f", "api.Dockerfile");
        var request = engine.Requests.OfType<LintRequest>().ShouldHaveSingleItem();
        (request.Target, request.MinimumSeverity, request.Architecture).ShouldBe(("run", LintSeverity.Warning, LambdaArchitecture.Arm64));
        request.Include.ShouldBe(["A"]);
        request.Exclude.ShouldBe(["B", "C"]);
        request.Project!.Path.ShouldBe(Path.GetFullPath("shop"));
        request.Project.Dockerfile.ShouldBe("api.Dockerfile");
    }

    [Fact]
    public async Task A_Dockerfile_may_be_named_itself()
    {
        var file = Path.GetTempFileName();
        var engine = new ScriptedEngine();
        await ToolRun.OfAsync(engine, null, "lint", file);
        File.Delete(file);
        var project = engine.Requests.OfType<LintRequest>().Single().Project!;
        (project.Path, project.Dockerfile).ShouldBe((Path.GetDirectoryName(file), file));
    }

    [Fact]
    public async Task Standard_output_has_the_form_that_is_asked_for()
    {
        var engine = new ScriptedEngine();
        (await ToolRun.OfAsync(engine, null, "lint", "shop", "--format", "sarif")).Out.ShouldBe("1 report\n");
        engine.Requests.OfType<LintReportRequest>().ShouldHaveSingleItem().Format.ShouldBe(LintReportFormat.Sarif);
    }

    [Fact]
    public async Task A_file_is_written_beside_it()
    {
        var engine = new ScriptedEngine();
        await ToolRun.OfAsync(engine, null, "lint", "shop", "--report-path", "out/lint.xml");
        var request = engine.Requests.OfType<LintReportRequest>().First();
        request.Path.ShouldBe(Path.GetFullPath("out/lint.xml"));
        request.Root.ShouldBe(Directory.GetCurrentDirectory());
    }

    [Fact]
    public async Task A_rehearsal_looks_but_writes_no_file()
    {
        var engine = new ScriptedEngine();
        var run = await ToolRun.OfAsync(engine, null, "lint", "shop", "--report-path", "lint.xml", "--what-if");
        run.Out.ShouldContain("What if: make LintReportFile");
        engine.Ran.ShouldBe(["DockerfileReport", "LintReportFile"]);
    }

    [Fact]
    public async Task The_record_of_an_earlier_verb_can_be_piped_in()
    {
        var dockerfile = await ToolRun.OfAsync(new ScriptedEngine(), null, "dockerfile", "shop", "--json");
        var engine = new ScriptedEngine();
        await ToolRun.OfAsync(engine, dockerfile.Out, "lint");
        engine.Requests.OfType<LintRequest>().Single().Dockerfile!.Text.ShouldBe("FROM scratch\n");
    }
}
