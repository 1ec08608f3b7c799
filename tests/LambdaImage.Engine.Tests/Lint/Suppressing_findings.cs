using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint;

namespace LambdaImage.Engine.Tests.Lint;

public class Suppressing_findings
{
    private const string Base = "FROM public.ecr.aws/lambda/nodejs:22\nCMD [\"a.b\"]\n";

    [Fact]
    public void A_comment_above_an_instruction_silences_its_rules_there()
    {
        var (findings, suppressed) = Linting.Run(Base + "# lambda-image: ignore=ExposeIgnored,UserIgnored it runs in ECS too\nEXPOSE 80\nEXPOSE 81\n");
        findings.Where(one => one.RuleId == "ExposeIgnored").ShouldHaveSingleItem().Line.ShouldBe(5);
        suppressed.ShouldHaveSingleItem().Suppression.ShouldBe("it runs in ECS too");
    }

    [Fact]
    public void A_comment_inside_a_continued_instruction_counts_too()
    {
        var (findings, suppressed) = Linting.Run("FROM debian:13\nRUN apt-get update \\\n  # lambda-image: ignore=InstallWithoutYes\n  && apt-get install gcc\n");
        findings.ShouldNotContain(one => one.RuleId == "InstallWithoutYes");
        suppressed.Where(one => one.RuleId == "InstallWithoutYes").ShouldHaveSingleItem().Line.ShouldBe(4);
    }

    [Fact]
    public void Other_comments_may_stand_between()
    {
        var (findings, _) = Linting.Run(Base + "# lambda-image: ignore=ExposeIgnored\n# For ECS.\n\nEXPOSE 80\n");
        findings.ShouldNotContain(one => one.RuleId == "ExposeIgnored");
    }

    [Fact]
    public void A_comment_for_the_file_silences_a_rule_everywhere()
    {
        var (findings, suppressed) = Linting.Run("# lambda-image: ignore-file=ExposeIgnored\n" + Base + "EXPOSE 80\nEXPOSE 81\n");
        findings.ShouldNotContain(one => one.RuleId == "ExposeIgnored");
        suppressed.Count(one => one.RuleId == "ExposeIgnored").ShouldBe(2);
    }

    [Fact]
    public void Names_of_rules_may_be_written_in_any_case()
    {
        var (findings, _) = Linting.Run(Base + "# lambda-image: ignore=exposeignored\nEXPOSE 80\n");
        findings.ShouldNotContain(one => one.RuleId == "ExposeIgnored" || one.RuleId == "SuppressionUnused");
    }

    [Fact]
    public void A_comment_for_another_rule_silences_nothing()
    {
        var (findings, _) = Linting.Run(Base + "# lambda-image: ignore=UserIgnored\nEXPOSE 80\n");
        findings.ShouldContain(one => one.RuleId == "ExposeIgnored");
        findings.ShouldContain(one => one.RuleId == "SuppressionUnused" && one.Line == 3);
    }

    [Fact]
    public void Without_a_rule_its_suppression_is_not_called_unused()
    {
        const string text = Base + "# lambda-image: ignore=UserIgnored\nRUN true\n";
        var linter = new Linter(LintCatalog.All.Where(rule => rule.Id != "UserIgnored"));
        linter.Run(new LintSubject(DockerfileReader.Read(text, "Dockerfile"), text)).Findings.ShouldNotContain(one => one.RuleId == "SuppressionUnused");
    }
}
