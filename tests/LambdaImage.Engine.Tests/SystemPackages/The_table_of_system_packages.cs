using LambdaImage.Engine.SystemPackages;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.SystemPackages;

/// <summary>docs/system-packages.md is made from the tables that the Dockerfiles are made from.</summary>
public sealed class The_table_of_system_packages
{
    private const string Introduction = """
        # System packages

        What LambdaImage installs for a project's dependencies: `build` in the stage that compiles, `run` in the image. `-NoAutoPackage` (or
        `packages: { auto: false }` in `lambda-image.yml`) switches it off; more packages are added with the key `packages`. A dash means that nothing is needed;
        *none* that the distribution has nothing that would do, so that another base image is used or the Dockerfile is refused with the choice.

        This page is made from the code: `UPDATE_GOLDEN=1 dotnet test tests/LambdaImage.Engine.Tests --filter FullyQualifiedName~The_table_of_system_packages`.

        """;

    [Fact]
    public void Is_up_to_date() =>
        Golden.Compare(Path.Combine(Golden.Root, "docs", "system-packages.md"), Introduction.ReplaceLineEndings("\n") + string.Concat(SystemPackageCatalog.All.Select(Section)));

    [Fact]
    public void Names_each_dependency_once_and_in_order()
    {
        foreach (var table in SystemPackageCatalog.All)
        {
            var names = table.Rows.Select(row => row.Dependency).ToList();
            names.ShouldBe([.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], table.Ecosystem);
        }
    }

    private static string Section(SystemPackageTable table) =>
        $"\n## {table.Ecosystem}\n\n| Dependency | Debian build | Debian run | Amazon Linux 2023 build | Amazon Linux 2023 run | Notes |\n|---|---|---|---|---|---|\n"
        + string.Concat(table.Rows.Select(Row));

    private static string Row(SystemPackageRow row) =>
        $"| {row.Dependency} | {Cells(row, LinuxDistribution.Debian)} | {Cells(row, LinuxDistribution.AmazonLinux2023)} | {Notes(row)} |\n";

    private static string Cells(SystemPackageRow row, LinuxDistribution distribution) => SystemPackageNames.Of(row, distribution) is { } names
        ? $"{Words(names.Build)} | {Words(names.Run)}"
        : "*none* | *none*";

    private static string Words(IReadOnlyList<string> names) => names.Count == 0 ? "–" : string.Join(' ', names);

    private static string Notes(SystemPackageRow row) => string.Join(' ', new[]
    {
        row.Refusal is null ? null : $"Refused: {row.Refusal}",
        row.Advice,
        row.OnlyWhenCompiled ? "Only when it is compiled." : null,
    }.OfType<string>()).Replace("|", "\\|", StringComparison.Ordinal);
}
