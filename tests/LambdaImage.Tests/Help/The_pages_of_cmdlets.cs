using LambdaImage.Commands;
using LambdaImage.Help.Cmdlets;
using LambdaImage.Help.Pages;
using LambdaImage.TestKit;

namespace LambdaImage.Tests.Help;

public sealed class The_pages_of_cmdlets
{
    private const int LeastExamples = 3;

    private static readonly IReadOnlyList<CmdletFacts> All = new CmdletReader(typeof(AwsCommand<>).Assembly).ReadAll();

    public static TheoryData<string> Names => [.. All.Select(cmdlet => cmdlet.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Are_as_the_code_is(string name)
    {
        var file = CmdletPages.FileOf(Path.Combine(Golden.Root, "docs"), name);

        Golden.Compare(file, CmdletPages.Renew(Of(name), File.Exists(file) ? File.ReadAllText(file) : null));
    }

    [Theory, MemberData(nameof(Names))]
    public void Describe_the_cmdlet_and_each_of_its_parameters(string name)
    {
        var page = Page(name);

        page.Synopsis.ShouldEndWith(".");
        page.Description.ShouldNotBeEmpty();
        foreach (var parameter in Of(name).Parameters)
            page.Parameters[parameter.Name].ShouldContain(text => text.EndsWith('.'), $"-{parameter.Name} lacks help: give the property a documentation comment");
    }

    [Theory, MemberData(nameof(Names))]
    public void Show_enough_examples_of_it(string name)
    {
        var examples = Page(name).Examples;

        examples.Count.ShouldBeGreaterThanOrEqualTo(LeastExamples);
        examples.ShouldAllBe(example => example.Code.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Are_of_cmdlets_that_there_are() =>
        Directory.EnumerateFiles(Path.Combine(Golden.Root, "docs", "cmdlets")).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(All.Select(cmdlet => cmdlet.Name), ignoreOrder: true);

    private static CmdletFacts Of(string name) => All.Single(cmdlet => cmdlet.Name == name);

    private static CmdletPage Page(string name) => CmdletPages.Read(File.ReadAllText(CmdletPages.FileOf(Path.Combine(Golden.Root, "docs"), name)));
}
