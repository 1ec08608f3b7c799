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
        Amazon Linux 2 (`yum`) has the names of Amazon Linux 2023, but for those of PostgreSQL (`postgresql-libs`, `postgresql-devel`), MariaDB (`mariadb-libs`,
        `mariadb-devel`), `pkgconfig` and `git`.

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

    [Fact]
    public void Has_no_name_of_Debian_in_the_place_of_Alpines()
    {
        string[] inBoth =
        [
            "bison", "chromium", "cmake", "ffmpeg", "flex", "fontconfig", "freetds-dev", "ghostscript", "graphicsmagick", "graphviz", "g++", "imagemagick", "libaio-dev", "libevent-dev",
            "libffi-dev", "libidn2-dev", "libmaxminddb-dev", "libmcrypt-dev", "libmemcached-dev", "libpng-dev", "libpq-dev", "libreoffice", "librdkafka-dev", "libsmbclient",
            "libssl3", "libwebp-dev", "libxml2", "libxml2-dev", "libxpm-dev", "libxtst-dev", "libzip-dev", "make", "nodejs", "openssl", "poppler-utils", "protobuf-compiler", "python3", "qpdf",
            "tesseract-ocr", "tzdata", "unixodbc", "unixodbc-dev",
        ];
        foreach (var row in SystemPackageCatalog.All.SelectMany(table => table.Rows).Where(row => row.Alpine is null))
        {
            if (SystemPackageNames.Of(row, LinuxDistribution.Alpine) is not { } names) continue;
            names.Build.Concat(names.Run).Intersect(row.Debian.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBeSubsetOf(inBoth, row.Dependency);
        }
    }

    [Theory]
    [InlineData("playwright")]
    [InlineData("wkhtmltopdf")]
    public void Says_what_Alpine_lacks(string dependency) =>
        SystemPackageNames.Of(NodePackageTable.Table.Rows.Single(row => row.Dependency == dependency), LinuxDistribution.Alpine).ShouldBeNull();

    private static string Section(SystemPackageTable table) =>
        $"\n## {table.Ecosystem}\n\n| Dependency | Debian build | Debian run | Amazon Linux 2023 build | Amazon Linux 2023 run | Alpine build | Alpine run | Notes |\n|---|---|---|---|---|---|---|---|\n"
        + string.Concat(table.Rows.Select(Row));

    private static string Row(SystemPackageRow row) =>
        $"| {row.Dependency} | {Cells(row, LinuxDistribution.Debian)} | {Cells(row, LinuxDistribution.AmazonLinux2023)} | {Cells(row, LinuxDistribution.Alpine)} | {Notes(row)} |\n";

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
