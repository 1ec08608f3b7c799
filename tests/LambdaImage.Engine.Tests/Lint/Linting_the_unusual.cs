using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Lint;

/// <summary>What no folder of the repository can hold: modes of files and line ends of Windows.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class Linting_the_unusual
{
    private const string Python = "FROM public.ecr.aws/lambda/python:3.13\n";

    [SkippableFact]
    public void Files_that_only_their_owner_can_read_are_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs modes of files");
        using var project = new TempProject([("Dockerfile", Python + "COPY app.py ./\nCMD [\"app.handler\"]\n"), ("app.py", "def handler(a, b): pass\n")]);
        File.SetUnixFileMode(project.Of("app.py"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var finding = Linting.Find(project.Path).Where(one => one.RuleId == "NotReadable").ShouldHaveSingleItem();
        finding.Line.ShouldBe(2);
        finding.Message.ShouldStartWith("app.py can be read by the owner only");
    }

    [SkippableFact]
    public void A_bootstrap_that_nobody_may_run_is_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs modes of files");
        using var project = new TempProject([("Dockerfile", "FROM public.ecr.aws/lambda/provided:al2023\nCOPY boot /var/runtime/bootstrap\nCMD [\"x\"]\n"), ("boot", "#!/bin/sh\n")]);
        File.SetUnixFileMode(project.Of("boot"), UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Linting.Find(project.Path).ShouldContain(one => one.RuleId == "NotExecutable" && one.Line == 2 && one.Column == 6);
    }

    [Theory]
    [InlineData("", "ImageTooLarge")]
    [InlineData("data\n", null)]
    public void Files_that_are_more_than_an_image_may_have_are_told(string ignored, string? expected)
    {
        using var project = new TempProject([("Dockerfile", Python + "COPY app.py ./\nCOPY . ./\nCMD [\"app.handler\"]\n"), ("app.py", "def handler(a, b): pass\n"), (".dockerignore", ignored), ("data/a", "")]);
        // Nothing is written: the file has a length and no content.
        using (var stream = new FileStream(project.Of("data/a"), FileMode.Open)) stream.SetLength(11L * 1024 * 1024 * 1024);
        var findings = Linting.Find(project.Path).Where(one => one.RuleId == "ImageTooLarge").ToList();
        findings.Select(one => one.RuleId).ShouldBe(expected is null ? [] : [expected]);
        if (expected is not null) (findings[0].Line, findings[0].Severity).ShouldBe((3, LintSeverity.Error));
    }

    [Fact]
    public void A_Dockerfile_with_line_ends_of_Windows_is_read_like_any_other()
    {
        var text = (Python + "RUN yum install \\\n    -y gcc\nEXPOSE 80\nCMD app.handler\n").Replace("\n", "\r\n", StringComparison.Ordinal);
        Linting.Run(text).Findings.Where(one => one.Severity >= LintSeverity.Warning).Select(one => (one.RuleId, one.Line))
            .ShouldBe([("PackageManagerWrong", 2), ("ExposeIgnored", 4), ("ShellForm", 5)]);
    }

    [Fact]
    public void Its_here_documents_become_broken_scripts()
    {
        var text = "FROM debian:13\nCOPY --chmod=0755 <<EOF /entry.sh\n#!/bin/sh\nexec /app\nEOF\nENTRYPOINT [\"/entry.sh\"]\n".Replace("\n", "\r\n", StringComparison.Ordinal);
        Linting.Run(text).Findings.ShouldContain(one => one.RuleId == "CrlfScript" && one.Line == 2 && one.EndLine == 5);
    }

    [Fact]
    public void Another_escape_character_is_understood()
    {
        const string text = "# escape=`\nFROM debian:13\nRUN apt-get update `\n  && apt-get install gcc\n";
        Linting.Run(text).Findings.ShouldContain(one => one.RuleId == "InstallWithoutYes" && one.Line == 4 && one.Column == 6);
    }

    [Fact]
    public void Commands_in_here_documents_have_their_own_lines()
    {
        const string text = "FROM debian:13\nRUN <<EOF\nset -e\napt-get update\n  apt-get install gcc\nEOF\n";
        Linting.Run(text).Findings.ShouldContain(one => one.RuleId == "InstallWithoutYes" && one.Line == 5 && one.Column == 3 && one.EndLine == 6);
    }

    [Theory]
    [InlineData("FROM ${BASE}\nCMD [\"x\"]\n")]
    [InlineData("ARG BASE\nFROM ${BASE:-debian:13}\nRUN echo ( \"unclosed\n")]
    [InlineData("FROM scratch\nCOPY [\"a b\", \"/c d\"]\nENTRYPOINT []\nCMD []\n")]
    [InlineData("FROM debian:13\nRUN [\"/bin/sh\", \"-c\", \"apt-get install gcc\"]\nRUN []\nSHELL [\"pwsh\", \"-Command\"]\nRUN Get-Item\n")]
    [InlineData("FROM debian:13\nRUN a && ; | > && `x $(y ${z\n")]
    [InlineData("FROM debian:13\nONBUILD RUN apt-get install x\nUSER $U\nWORKDIR $W/x\nVOLUME $V\n")]
    public void No_rule_trips_over_it(string text) => Should.NotThrow(() => Linting.Run(text));
}
