using System.Text.RegularExpressions;
using LambdaImage.Engine.Lint;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Lint;

public sealed partial class The_catalog_of_rules
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Golden.Root, LintCatalog.Page)).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Rules whose bad example is only bad beside certain files.</summary>
    private static readonly HashSet<string> NeedsContext = new(StringComparer.Ordinal)
    {
        "BrefPackageMissing", "CopyIgnored", "CopyNotFound", "CrlfScript", "DockerignoreMissing", "HandlerNotInContext", "ImageTooLarge", "InstallNotFromLock", "PackageMissing",
        "RuntimeVersionClash", "SnapStartNotAllowed",
    };

    /// <summary>A rule about files that no repository can hold; Linting_the_unusual has its example.</summary>
    private const string TooLarge = "ImageTooLarge";

    public static TheoryData<string> Ids => [.. LintCatalog.All.Select(rule => rule.Id)];

    [Fact]
    public void Has_every_rule_once_and_in_order()
    {
        var written = typeof(ILintRule).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ILintRule)) && !type.IsAbstract).Select(type => type.Name);
        LintCatalog.All.Select(rule => rule.Id).ShouldBe(written.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Has_a_good_and_a_bad_example_of_each(string id)
    {
        if (id != TooLarge) LintVector.All("bad").ShouldContain(vector => vector.Rule == id);
        LintVector.All("good").ShouldContain(vector => vector.Rule == id);
    }

    [Fact]
    public void Has_no_examples_of_what_is_gone() =>
        LintVector.All("").Select(vector => vector.Rule).Distinct().ShouldAllBe(id => LintCatalog.Find(id) != null);

    [Theory, MemberData(nameof(Ids))]
    public void Is_explained_rule_by_rule_with_bad_good_and_severity(string id)
    {
        var rule = LintCatalog.Find(id)!;
        var section = Section(id);
        section.ShouldContain($"*{rule.Severity}.* {rule.Title}.");
        Regex.Count(section, "^```dockerfile$", RegexOptions.Multiline).ShouldBe(2);
        section.ShouldContain("Bad:");
        section.ShouldContain("Good:");
        section.ShouldContain("*Remedy:*");
    }

    /// <summary>Rules that look at the document alone are held to their own examples.</summary>
    [Theory, MemberData(nameof(Ids))]
    public void Is_explained_by_examples_that_are_true(string id)
    {
        string[] examples = [.. Example().Matches(Section(id)).Select(match => match.Groups["text"].Value)];
        if (!NeedsContext.Contains(id)) Linting.Ids(examples[0]).ShouldContain(id);
        Linting.Ids(examples[1]).ShouldNotContain(id);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Has_addresses_that_lead_to_the_section(string id) =>
        LintCatalog.UrlOf(id).ShouldBe($"docs/lint.md#{Anchor($"### {id}")}");

    [Fact]
    public void Is_explained_without_rules_that_are_gone() =>
        Heading().Matches(Page).Select(heading => heading.Groups["id"].Value).ShouldAllBe(id => LintCatalog.Find(id) != null);

    [Theory]
    [InlineData("exposeignored", "ExposeIgnored")]
    [InlineData("ShellForm", "ShellForm")]
    public void Takes_names_in_any_case(string written, string id) => LintCatalog.Find(written)!.Id.ShouldBe(id);

    private static string Section(string id)
    {
        var start = Page.IndexOf($"\n### {id}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"docs/lint.md has no section '### {id}'");
        var end = Page.IndexOf("\n##", start + 2, StringComparison.Ordinal);
        return Page[start..(end < 0 ? Page.Length : end)];
    }

    /// <summary>The anchor that Markdown viewers give a heading.</summary>
    private static string Anchor(string heading)
    {
        Page.ShouldContain(heading + "\n");
        return heading.TrimStart('#', ' ').ToLowerInvariant();
    }

    [GeneratedRegex("^```dockerfile\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^### (?<id>\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();
}
