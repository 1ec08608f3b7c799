namespace LambdaImage.Tests.Docs;

public sealed class The_error_page
{
    public static TheoryData<ErrorKind> Kinds => [.. Enum.GetValues<ErrorKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Has_a_section_with_a_fix_for_every_kind(ErrorKind kind)
    {
        var page = RepositoryFiles.Read("docs/errors.md");
        var start = page.IndexOf($"### {kind}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        var end = page.IndexOf("\n#", start + 1, StringComparison.Ordinal);
        page[start..(end < 0 ? page.Length : end)].ShouldContain("*Fix:*");
    }

    [Fact]
    public void Has_no_section_for_a_kind_that_is_gone() =>
        RepositoryFiles.Read("docs/errors.md").Split('\n').Where(line => line.StartsWith("### ", StringComparison.Ordinal))
            .Select(line => line[4..].Trim()).ShouldAllBe(name => Enum.IsDefined(typeof(ErrorKind), name));
}
