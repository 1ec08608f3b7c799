using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Packages of Amazon Linux that Python packages without wheels need, to compile and to run.</summary>
internal static class PythonSystemPackages
{
    private static readonly Dictionary<string, (string[] Build, string[] Run)> Table = new(StringComparer.Ordinal)
    {
        ["gssapi"] = (["gcc", "krb5-devel"], ["krb5-libs"]),
        ["mysqlclient"] = (["gcc", "mariadb-connector-c-devel", "pkgconf"], ["mariadb-connector-c"]),
        ["pdf2image"] = ([], ["poppler-utils"]),
        ["psycopg2"] = (["gcc", "libpq-devel"], ["libpq"]),
        ["pycairo"] = (["cairo-devel", "gcc", "pkgconf"], ["cairo"]),
        ["pygraphviz"] = (["gcc", "graphviz-devel"], ["graphviz"]),
        ["pyodbc"] = ([], ["unixODBC"]),
        ["python-ldap"] = (["cyrus-sasl-devel", "gcc", "openldap-devel"], ["openldap"]),
        ["python-magic"] = ([], ["file-libs"]),
        ["weasyprint"] = ([], ["gdk-pixbuf2", "pango"]),
        ["xmlsec"] = (["gcc", "libtool-ltdl-devel", "xmlsec1-devel", "xmlsec1-openssl-devel"], ["xmlsec1-openssl"]),
    };

    /// <summary>Names that Amazon Linux 2 has instead.</summary>
    private static readonly Dictionary<string, string> Older = new(StringComparer.Ordinal)
    {
        ["libpq"] = "postgresql-libs",
        ["libpq-devel"] = "postgresql-devel",
        ["mariadb-connector-c"] = "mariadb-libs",
        ["mariadb-connector-c-devel"] = "mariadb-devel",
        ["pkgconf"] = "pkgconfig",
    };

    public static string? Build(IEnumerable<Dependency> packages, LambdaRuntime runtime, bool needsGit) =>
        Install(Rows(packages).SelectMany(row => row.Build).Concat(needsGit ? ["git"] : []), runtime);

    public static string? Run(IEnumerable<Dependency> packages, LambdaRuntime runtime) =>
        Install(Rows(packages).SelectMany(row => row.Run), runtime);

    private static IEnumerable<(string[] Build, string[] Run)> Rows(IEnumerable<Dependency> packages) =>
        packages.Where(package => Table.ContainsKey(package.Name)).Select(package => Table[package.Name]);

    /// <summary>AWS's images up to Python 3.11 are Amazon Linux 2, which has yum.</summary>
    private static string? Install(IEnumerable<string> names, LambdaRuntime runtime)
    {
        var isOlder = runtime.Version is "3.10" or "3.11";
        string[] sorted = [.. names.Select(name => isOlder ? Older.GetValueOrDefault(name, name) : name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted.Length == 0 ? null : $"{(isOlder ? "yum" : "dnf")} install -y {string.Join(' ', sorted)}";
    }
}
