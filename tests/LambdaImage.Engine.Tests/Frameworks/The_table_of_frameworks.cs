using LambdaImage.Engine.Frameworks;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

/// <summary>docs/frameworks.md is made from the code, so that it cannot lag behind.</summary>
public sealed class The_table_of_frameworks
{
    private const string Introduction = """
        # Frameworks

        What `Get-LambdaProject` recognises, what it looks for, and what the image becomes. The more specific framework wins; when two fit equally well, the
        error names both and `-Framework` chooses. A framework with a port runs a web server behind the
        [Lambda Web Adapter](https://github.com/awslabs/aws-lambda-web-adapter); one without answers Lambda's events itself.

        Only manifests and the few sources that can hold a handler are read, links out of the project are not followed, and nothing of it is run. A monorepo of
        100,000 files takes 0.3 s once the file system knows it, with and without an application in its root (two cores of an AMD EPYC, .NET 10, beside other work):
        `dotnet run -c Release --project tests/LambdaImage.Benchmarks -- --filter '*Detection*'`.

        This page is made from the code: `UPDATE_GOLDEN=1 dotnet test tests/LambdaImage.Engine.Tests --filter FullyQualifiedName~The_table_of_frameworks`.

        """;

    [Fact]
    public void Is_up_to_date() => Golden.Compare(Path.Combine(Golden.Root, "docs", "frameworks.md"), Introduction.ReplaceLineEndings("\n") + string.Concat(Sections()));

    [Fact]
    public void Says_all_that_matters_of_each_framework() => FrameworkCatalog.All.ShouldAllBe(framework =>
        framework.LooksFor.Length > 0 && framework.Facts.Language.Length > 0 && framework.Facts.Base.Length > 0 && framework.Facts.Start.Length > 0);

    private static IEnumerable<string> Sections() =>
        from framework in FrameworkCatalog.All
        group framework by framework.Facts.Language into language
        orderby language.Key
        select $"\n## {language.Key}\n\n| Framework | Markers | Base image | Starts | Port | Notes |\n|---|---|---|---|---|---|\n"
            + string.Concat(language.OrderBy(framework => framework.Name, StringComparer.Ordinal).Select(Row));

    private static string Row(IFramework framework) =>
        $"| {Cell(framework.Name)} | {Cell(framework.LooksFor)} | `{framework.Facts.Base}` | {Cell(framework.Facts.Start)} | {framework.Facts.Port} | {Cell(framework.Facts.Notes)} |\n";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
