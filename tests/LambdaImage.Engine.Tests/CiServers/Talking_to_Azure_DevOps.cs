namespace LambdaImage.Engine.Tests.CiServers;

public sealed class Talking_to_Azure_DevOps : IDisposable
{
    private readonly CiRun _run = new(("TF_BUILD", "True"), ("BUILD_SOURCESDIRECTORY", "@"), ("AGENT_TEMPDIRECTORY", "@/temp"));

    private IWorkReporter Reporter => _run.Reporter!;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Work_is_a_group_of_the_log()
    {
        using (Reporter.Begin("Send 3\nblobs", "shop")) Reporter.Log(LogLevel.Build, "a line");
        _run.Lines.ShouldBe(["##[group]shop: Send 3 blobs", "##[endgroup]"]);
        _run.Inner.Text.ShouldBe("Build: a line");
    }

    [Fact]
    public void Progress_is_told_in_steps_of_the_whole()
    {
        foreach (var done in (int[])[0, 49, 500, 540, 555, 1000]) Reporter.Report(new(1, null, "Build", "", done, 1000));
        Reporter.Report(new(2, 1, "A part", "", 1, 2));
        _run.Lines.ShouldBe(["##vso[task.setprogress value=50;]Build", "##vso[task.setprogress value=55;]Build", "##vso[task.setprogress value=100;]Build"]);
        _run.Inner.Progress.Count.ShouldBe(7);
    }

    [Fact]
    public void A_finding_is_an_issue_at_its_line()
    {
        Reporter.Finish(new DockerfileReport
        {
            Path = "Dockerfile",
            Findings = [Records.Finding(LintSeverity.Error, _run.Folder), Records.Finding(LintSeverity.Warning, _run.Folder), Records.Finding(LintSeverity.Information, _run.Folder)],
        });
        const string Rest = "sourcepath=shop/a%3Bb%5D,c:d/Dockerfile;linenumber=7;columnnumber=3;code=ShellForm;]100%AZP25 a;shell] form. Write%0AJSON.";
        _run.Lines.ShouldBe([$"##vso[task.logissue type=error;{Rest}", $"##vso[task.logissue type=warning;{Rest}"]);
    }

    [Fact]
    public void A_failure_is_an_issue_with_what_to_do()
    {
        Reporter.Fail(new LambdaImageException(ErrorKind.BuildFailed, "It failed.", "Mend it.", location: new(Path.Combine(_run.Folder, "Dockerfile"), 4)));
        _run.Lines.ShouldBe(["##vso[task.logissue type=error;sourcepath=Dockerfile;linenumber=4;code=BuildFailed;]It failed.%0AMend it."]);
    }

    [Fact]
    public void A_failure_is_shown_without_the_commands_that_a_build_printed()
    {
        var shown = Reporter.Fail(new LambdaImageException(ErrorKind.BuildFailed, "It failed.\n  ##vso[task.complete]", "Mend it.", "shop", new("/a", 1)));
        (shown.Kind, shown.Message, shown.Remedy, shown.Target, shown.Location!.Line).ShouldBe((ErrorKind.BuildFailed, "It failed.\n  **vso[task.complete]", "Mend it.", "shop", 1));
    }

    [Fact]
    public void A_long_heading_is_cut_off()
    {
        Reporter.Begin(new string('a', 1000), "shop")!.Dispose();
        _run.Lines[0].Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void A_file_outside_the_sources_keeps_its_whole_path()
    {
        Reporter.Fail(new LambdaImageException(ErrorKind.BuildFailed, "It failed.", "Mend it.", location: new("/elsewhere/Dockerfile", 4)));
        _run.Lines[0].ShouldContain("sourcepath=/elsewhere/Dockerfile;");
    }

    [Fact]
    public void A_warning_is_an_issue_too()
    {
        Reporter.Log(LogLevel.Warning, "Old base.");
        _run.Lines.ShouldBe(["##vso[task.logissue type=warning;]Old base."]);
        _run.Inner.Text.ShouldBe("Warning: Old base.");
    }

    [Fact]
    public void Later_steps_are_told_image_and_function()
    {
        Reporter.Finish(Records.Deployment);
        _run.Lines.ShouldBe(
        [
            $"##vso[task.setvariable variable=imageUri;isOutput=true;]{Records.Uri}",
            $"##vso[task.setvariable variable=imageDigest;isOutput=true;]{Records.Digest}",
            "##vso[task.setvariable variable=functionName;isOutput=true;]shop",
            "##vso[task.setvariable variable=functionArn;isOutput=true;]arn:aws:lambda:eu-west-1:123456789012:function:shop",
            "##vso[task.setvariable variable=functionChange;isOutput=true;]Updated",
            "##vso[task.setvariable variable=functionVersion;isOutput=true;]12",
            $"##vso[task.uploadsummary]{Path.Combine(_run.Folder, "temp", "Function shop.md")}",
        ]);
        _run.Read("temp/Function shop.md").ShouldContain("| Alias | live (was at 11) |");
    }

    [Fact]
    public void Summaries_of_the_same_thing_do_not_overwrite_each_other()
    {
        Reporter.Finish(Records.Deployment);
        Reporter.Finish(Records.Deployment with { Version = "13" });
        _run.Read("temp/Function shop.md").ShouldContain("| 12 |");
        _run.Read("temp/Function shop 2.md").ShouldContain("| 13 |");
    }

    [Fact]
    public void A_summary_that_cannot_be_written_is_a_warning()
    {
        File.WriteAllText(Path.Combine(_run.Folder, "temp"), "no folder");

        Reporter.Finish(Records.Deployment);

        _run.Lines.ShouldContain(line => line.StartsWith("##vso[task.logissue type=warning;]What is done cannot be told", StringComparison.Ordinal));
        _run.Lines.ShouldNotContain(line => line.Contains("uploadsummary", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_function_of_a_service_is_told()
    {
        Reporter.Finish((IReadOnlyList<FunctionOutcome>)
        [
            new() { FunctionName = "shop", Deployment = Records.Deployment },
            new() { FunctionName = "broken", Failure = new LambdaImageException(ErrorKind.FunctionFailed, "It failed.", "Mend it.") },
        ]);
        _run.Lines.Count(line => line.Contains("functionName", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Later_steps_are_told_the_copy_of_an_image()
    {
        Reporter.Finish((IReadOnlyList<ImageCopy>)[Records.Copy, Records.FailedCopy]);
        _run.Lines.ShouldBe(
        [
            $"##vso[task.setvariable variable=imageUri;isOutput=true;]{Records.Copy.ImageUri}",
            $"##vso[task.setvariable variable=imageDigest;isOutput=true;]{Records.Digest}",
            $"##vso[task.uploadsummary]{Path.Combine(_run.Folder, "temp", "Copy to eu-west-3.md")}",
            $"##vso[task.uploadsummary]{Path.Combine(_run.Folder, "temp", "Copy to eu-north-1 as profile work.md")}",
        ]);
        _run.Read("temp/Copy to eu-west-3.md").ShouldBe(
            $"### Copy to eu-west-3\n\n| | |\n|---|---|\n| Image | `{Records.Copy.ImageUri}` |\n| Tags | `v1`, `latest` |\n| Sent | 42.1 MB |\n| Time | 4.2 s |\n");
        _run.Read("temp/Copy to eu-north-1 as profile work.md").ShouldEndWith("|---|---|\n| Error | Not allowed. Ask for it. |\n");
    }

    [Fact]
    public void What_a_scan_found_is_on_the_page_of_the_run()
    {
        Reporter.Finish(Records.Scan);
        _run.Lines.ShouldBe([$"##vso[task.uploadsummary]{Path.Combine(_run.Folder, "temp", "Scan of shop.md")}"]);
        _run.Read("temp/Scan of shop.md").ShouldEndWith(
            $"| Image | `{Records.Uri}` |\n| Scan | COMPLETE |\n| Found | 1 Critical, 2 Low |\n| Critical | `CVE-2026-1 in zlib 1.2 (fixed in 1.3\\|1.4)` |\n");
    }

    [Fact]
    public void A_secret_is_hidden_line_by_line_once()
    {
        Reporter.Hide("-----BEGIN KEY-----\r\nMIIEv%;]gIB\nx\n");
        Reporter.Hide("MIIEv%;]gIB");
        _run.Lines.ShouldBe(["##vso[task.setsecret]-----BEGIN KEY-----", "##vso[task.setsecret]MIIEv%AZP25;]gIB"]);
    }

    [Fact]
    public void What_a_build_prints_is_no_command()
    {
        Reporter.Log(LogLevel.Build, "#7 0.3 ##VSO[task.setvariable variable=imageUri]evil ##[error]no");
        _run.Inner.Text.ShouldBe("Build: #7 0.3 **vso[task.setvariable variable=imageUri]evil **[error]no");
        _run.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TF_BUILD", "off")]
    [InlineData("GITHUB_ACTIONS", "OFF")]
    public void It_can_be_switched_off(string server, string word)
    {
        using var run = new CiRun((server, "true"), ("LAMBDAIMAGE_CI", word));
        run.Reporter.ShouldBeNull();
    }

    [Fact]
    public void Elsewhere_nothing_is_told()
    {
        using var run = new CiRun(("CI", "true"), ("GITLAB_CI", "true"));
        run.Reporter.ShouldBeNull();
    }
}
