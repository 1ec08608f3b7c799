namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that Ruby gems need.</summary>
internal static class GemTable
{
    public static SystemPackageTable Table { get; } = new("Ruby gems",
    [
        new("mysql2", "default-libmysqlclient-dev | libmariadb3", "mariadb-connector-c-devel | mariadb-connector-c"),
        new("pg", "libpq-dev | libpq5", "libpq-devel | libpq"),
    ]);
}
