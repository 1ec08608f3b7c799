using System.Text.Json.Nodes;
using System.Xml.Linq;
using LambdaImage.Engine.Lint.Reports;

namespace LambdaImage.Engine.Tests.Lint;

public class Writing_reports
{
    private static readonly DockerfileFinding Error = new()
    {
        RuleId = "ShellForm",
        Severity = LintSeverity.Error,
        Message = "CMD <is> \"wrong\".",
        Remedy = "Write \u0001 JSON.",
        File = Path.GetFullPath("/work space/app/Dockerfile"),
        Line = 3,
        Column = 5,
        EndLine = 4,
        Url = "docs/lint.md#shellform",
    };

    private static readonly DockerfileReport Report = new()
    {
        Path = Error.File,
        Findings = [Error, Error with { RuleId = "BaseWithoutDigest", Severity = LintSeverity.Information, Column = null, EndLine = null, Line = 1 }, Error with { RuleId = "UserIgnored", Severity = LintSeverity.Warning }],
        Suppressed = [Error with { RuleId = "ExposeIgnored", Severity = LintSeverity.Warning, Suppression = "for ECS" }],
    };

    private static readonly string Root = Path.GetFullPath("/work space");

    [Fact]
    public void Text_has_a_line_that_editors_can_follow() =>
        LintReport.Write([Report], LintReportFormat.Text, Root).ShouldStartWith("app/Dockerfile:3:5: error ShellForm: CMD <is> \"wrong\".\n    Write \u0001 JSON.\napp/Dockerfile:1: information BaseWithoutDigest: ");

    [Fact]
    public void Text_ends_with_the_counts() =>
        LintReport.Write([Report], LintReportFormat.Text, Root).ShouldEndWith("app/Dockerfile: 1 error, 1 warning, 1 note, 1 suppressed\n");

    [Fact]
    public void Text_says_so_when_nothing_was_found() =>
        LintReport.Write([new() { Path = Error.File }], LintReportFormat.Text, Root).ShouldBe("app/Dockerfile: nothing found\n");

    [Fact]
    public void Sarif_has_the_members_that_2_1_0_requires()
    {
        var sarif = JsonNode.Parse(LintReport.Write([Report], LintReportFormat.Sarif, Root))!;
        sarif["version"]!.GetValue<string>().ShouldBe("2.1.0");
        sarif["$schema"]!.GetValue<string>().ShouldContain("sarif-2.1.0");
        var run = sarif["runs"]!.AsArray().ShouldHaveSingleItem()!;
        var driver = run["tool"]!["driver"]!;
        driver["name"]!.GetValue<string>().ShouldNotBeEmpty();
        var rules = driver["rules"]!.AsArray();
        run["results"]!.AsArray().Count.ShouldBe(4);
        foreach (var result in run["results"]!.AsArray())
        {
            result!["message"]!["text"]!.GetValue<string>().ShouldNotBeEmpty();
            result["level"]!.GetValue<string>().ShouldBeOneOf("none", "note", "warning", "error");
            rules[result["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>().ShouldBe(result["ruleId"]!.GetValue<string>());
            var place = result["locations"]!.AsArray().ShouldHaveSingleItem()!["physicalLocation"]!;
            place["artifactLocation"]!["uri"]!.GetValue<string>().ShouldBe("app/Dockerfile");
            place["region"]!["startLine"]!.GetValue<int>().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Sarif_has_unique_rules_with_texts()
    {
        var rules = Sarif()["tool"]!["driver"]!["rules"]!.AsArray();
        rules.Select(rule => rule!["id"]!.GetValue<string>()).ShouldBeUnique();
        rules.ShouldAllBe(rule => rule!["shortDescription"]!["text"]!.GetValue<string>().EndsWith('.'));
    }

    [Fact]
    public void Sarif_gives_line_column_and_end()
    {
        var region = Sarif()["results"]![0]!["locations"]![0]!["physicalLocation"]!["region"]!;
        (region["startLine"]!.GetValue<int>(), region["startColumn"]!.GetValue<int>(), region["endLine"]!.GetValue<int>()).ShouldBe((3, 5, 4));
        Sarif()["results"]![1]!["locations"]![0]!["physicalLocation"]!["region"]!["startColumn"].ShouldBeNull();
    }

    [Fact]
    public void Sarif_tells_what_was_suppressed_and_why()
    {
        var results = Sarif()["results"]!.AsArray();
        results[3]!["suppressions"]![0]!["kind"]!.GetValue<string>().ShouldBe("inSource");
        results[3]!["suppressions"]![0]!["justification"]!.GetValue<string>().ShouldBe("for ECS");
        // Either all results have the member or none has.
        results.Take(3).ShouldAllBe(result => result!["suppressions"]!.AsArray().Count == 0);
    }

    [Fact]
    public void Sarif_escapes_what_addresses_cannot_hold()
    {
        var sarif = JsonNode.Parse(LintReport.Write([Report], LintReportFormat.Sarif, null))!;
        sarif["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>().ShouldEndWith("/work%20space/app/Dockerfile");
    }

    [Fact]
    public void Sarif_keeps_the_identity_of_a_finding_when_lines_move()
    {
        var moved = Report with { Findings = [.. Report.Findings.Select(finding => finding with { Line = finding.Line + 7 })] };
        Fingerprints(moved).ShouldBe(Fingerprints(Report));
        Fingerprints(Report).ShouldBeUnique();
    }

    [Fact]
    public void JUnit_counts_what_it_holds()
    {
        var suite = JUnit(Report).Element("testsuite")!;
        (Number(suite, "tests"), Number(suite, "failures"), Number(suite, "skipped"), Number(suite, "errors")).ShouldBe((4, 2, 1, 0));
        suite.Elements("testcase").Count().ShouldBe(4);
        suite.Descendants("failure").Count().ShouldBe(2);
    }

    [Fact]
    public void JUnit_fails_for_warnings_and_errors_and_skips_what_is_suppressed()
    {
        var cases = JUnit(Report).Descendants("testcase").ToDictionary(one => one.Attribute("name")!.Value);
        cases["ShellForm (3:5)"].Element("failure")!.Attribute("message")!.Value.ShouldBe("CMD <is> \"wrong\".");
        cases["ShellForm (3:5)"].Element("failure")!.Value.ShouldContain("app/Dockerfile:3:5");
        cases["BaseWithoutDigest (1)"].Element("failure").ShouldBeNull();
        cases["ExposeIgnored (3:5)"].Element("skipped")!.Attribute("message")!.Value.ShouldBe("for ECS");
    }

    [Fact]
    public void JUnit_has_a_test_that_passed_when_nothing_was_found()
    {
        var suite = JUnit(new() { Path = Error.File }).Element("testsuite")!;
        Number(suite, "tests").ShouldBe(1);
        suite.Elements("testcase").ShouldHaveSingleItem().HasElements.ShouldBeFalse();
    }

    [Theory]
    [InlineData("a.sarif", LintReportFormat.Sarif)]
    [InlineData("a.XML", LintReportFormat.JUnit)]
    [InlineData("a.sarif.json", LintReportFormat.Sarif)]
    [InlineData("a.txt", LintReportFormat.Text)]
    public void The_ending_chooses_the_form(string path, LintReportFormat format) => LintReport.FormatOf(path).ShouldBe(format);

    private static JsonNode Sarif() => JsonNode.Parse(LintReport.Write([Report], LintReportFormat.Sarif, Root))!["runs"]![0]!;

    private static IEnumerable<string> Fingerprints(DockerfileReport report) =>
        JsonNode.Parse(LintReport.Write([report], LintReportFormat.Sarif, Root))!["runs"]![0]!["results"]!.AsArray()
            .Select(result => result!["partialFingerprints"]!["lambdaImage/v1"]!.GetValue<string>());

    private static XElement JUnit(DockerfileReport report) => XDocument.Parse(LintReport.Write([report], LintReportFormat.JUnit, Root)).Root!;

    private static int Number(XElement element, string name) => (int)element.Attribute(name)!;
}
