using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Tests.CiServers;

public sealed partial class Talking_to_GitHub_Actions : IDisposable
{
    private readonly CiRun _run = new(
        ("GITHUB_ACTIONS", "true"), ("GITHUB_WORKSPACE", "@"), ("GITHUB_OUTPUT", "@/output"), ("GITHUB_STEP_SUMMARY", "@/summary"));

    private IWorkReporter Reporter => _run.Reporter!;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Work_is_a_group_of_the_log_without_progress()
    {
        using (Reporter.Begin("Send 3 blobs", "100%\nshop")) Reporter.Report(new(1, null, "Build", "", 1, 2));
        _run.Lines.ShouldBe(["::group::100%25%0Ashop: Send 3 blobs", "::endgroup::"]);
    }

    [Fact]
    public void A_finding_is_an_annotation_of_its_line()
    {
        Reporter.Finish(new DockerfileReport
        {
            Path = "Dockerfile",
            Findings = [Records.Finding(LintSeverity.Error, _run.Folder), Records.Finding(LintSeverity.Warning, _run.Folder), Records.Finding(LintSeverity.Information, _run.Folder)],
        });
        const string Rest = "file=shop/a;b]%2Cc%3Ad/Dockerfile,line=7,col=3,title=ShellForm::100%25 a;shell] form. Write%0AJSON.";
        _run.Lines.ShouldBe([$"::error {Rest}", $"::warning {Rest}", $"::notice {Rest}"]);
    }

    [Fact]
    public void Later_steps_read_values_that_nobody_can_end_early()
    {
        Reporter.Finish(Records.Deployment);
        _run.Lines.ShouldBeEmpty();
        var found = Outputs().Matches(_run.Read("output"));
        found.ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value)["functionVersion"].ShouldBe("12");
        found.Select(match => match.Groups["end"].Value).Distinct().Count().ShouldBe(found.Count);
        found.Sum(match => match.Length).ShouldBe(_run.Read("output").Length);
        _run.Read("summary").ShouldStartWith("### Function shop\n");
    }

    [Fact]
    public void The_copy_of_an_image_is_an_output_and_a_scan_a_summary()
    {
        Reporter.Finish((IReadOnlyList<ImageCopy>)[Records.Copy]);
        Reporter.Finish(Records.Scan);
        Outputs().Matches(_run.Read("output")).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value)).ShouldBe(
            [("imageUri", Records.Copy.ImageUri!), ("imageDigest", Records.Digest)]);
        _run.Read("summary").ShouldStartWith("### Copy to eu-west-3\n");
        _run.Read("summary").ShouldContain("\n### Scan of shop\n");
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_a_warning()
    {
        Directory.CreateDirectory(Path.Combine(_run.Folder, "output"));

        Reporter.Finish(Records.Deployment);

        _run.Lines.ShouldAllBe(line => line.StartsWith("::warning::What is done cannot be told", StringComparison.Ordinal) && line.Contains("/output", StringComparison.Ordinal));
        _run.Lines.ShouldNotBeEmpty();
        _run.Read("summary").ShouldStartWith("### Function shop\n");
    }

    [Fact]
    public void A_secret_is_masked()
    {
        Reporter.Hide("top-secret%");
        _run.Lines.ShouldBe(["::add-mask::top-secret%25"]);
    }

    [Theory]
    [InlineData("  ::set-output name=imageUri::evil", "  **set-output name=imageUri::evil")]
    [InlineData("see ##[add-path]/tmp", "see **[add-path]/tmp")]
    [InlineData("a::b", "a::b")]
    public void What_a_build_prints_is_no_command(string printed, string shown)
    {
        Reporter.Log(LogLevel.Build, printed);
        _run.Inner.Text.ShouldBe("Build: " + shown);
    }

    [GeneratedRegex(@"(?<name>\w+)<<(?<end>lambdaimage_[0-9a-f]{32})\n(?<value>[^\n]*)\n\k<end>\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Outputs();
}
