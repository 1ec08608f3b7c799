namespace LambdaImage.Engine.SystemPackages;

/// <summary>Translates a row into the names of a distribution.</summary>
internal static class SystemPackageNames
{
    /// <summary>Names of Amazon Linux 2 that differ from those of Amazon Linux 2023.</summary>
    private static readonly Dictionary<string, string> OlderAmazon = new(StringComparer.Ordinal)
    {
        ["libpq"] = "postgresql-libs",
        ["libpq-devel"] = "postgresql-devel",
        ["mariadb-connector-c"] = "mariadb-libs",
        ["mariadb-connector-c-devel"] = "mariadb-devel",
        ["pkgconf"] = "pkgconfig",
        ["git-core"] = "git",
    };

    /// <summary>Names of Alpine that are not simply Debian's with <c>-dev</c> and without <c>lib</c> rules.</summary>
    private static readonly Dictionary<string, string> Alpine = new(StringComparer.Ordinal)
    {
        ["build-essential"] = "build-base",
        ["gcc"] = "build-base",
        ["g++"] = "build-base",
        ["make"] = "make",
        ["chromium-sandbox"] = "chromium-chromedriver",
        ["default-libmysqlclient-dev"] = "mariadb-connector-c-dev",
        ["default-mysql-client"] = "mariadb-client",
        ["libmariadb3"] = "mariadb-connector-c",
        ["freetds-bin"] = "freetds",
        ["libicu"] = "icu-libs",
        ["libicu-dev"] = "icu-dev",
        ["libjemalloc2"] = "jemalloc",
        ["libjpeg-dev"] = "jpeg-dev",
        ["libjpeg62-turbo"] = "libjpeg-turbo",
        ["libmagickwand-dev"] = "imagemagick-dev",
        ["libpq5"] = "libpq",
        ["libsqlite3-0"] = "sqlite-libs",
        ["libsqlite3-dev"] = "sqlite-dev",
        ["libtiff-dev"] = "tiff-dev",
        ["libvips"] = "vips",
        ["libvips42"] = "vips",
        ["libyaml-dev"] = "yaml-dev",
        ["libyaml-0-2"] = "yaml",
        ["libxslt1-dev"] = "libxslt-dev",
        ["libxslt1.1"] = "libxslt",
        ["libssl-dev"] = "openssl-dev",
        ["libssl3"] = "libssl3",
        ["libffi8"] = "libffi",
        ["libcurl4-openssl-dev"] = "curl-dev",
        ["libcurl4"] = "libcurl",
        ["libmagic1"] = "libmagic",
        ["libncurses-dev"] = "ncurses-dev",
        ["libncurses6"] = "ncurses-libs",
        ["node-gyp"] = "gyp",
        ["pkg-config"] = "pkgconf",
        ["python-is-python3"] = "python3",
        ["sqlite3"] = "sqlite",
        ["zlib1g-dev"] = "zlib-dev",
    };

    /// <summary>Packages to build and to run; null when the distribution has none that would do.</summary>
    public static (IReadOnlyList<string> Build, IReadOnlyList<string> Run)? Of(SystemPackageRow row, LinuxDistribution distribution) => distribution switch
    {
        LinuxDistribution.Debian => Split(row.Debian, null),
        LinuxDistribution.Alpine => row.Alpine is { } alpine ? Split(alpine, null) : Split(row.Debian, Alpine),
        LinuxDistribution.AmazonLinux2 when row.AmazonLinux2 is { } older => Split(older, null),
        LinuxDistribution.AmazonLinux2 => row.Amazon is { } amazon ? Split(amazon, OlderAmazon) : null,
        _ => row.Amazon is { } amazon ? Split(amazon, null) : null,
    };

    private static (IReadOnlyList<string> Build, IReadOnlyList<string> Run) Split(string names, Dictionary<string, string>? renamed)
    {
        var parts = names.Split('|');
        return (Words(parts[0]), parts.Length > 1 ? Words(parts[1]) : []);

        IReadOnlyList<string> Words(string part) =>
            [.. part.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => renamed?.GetValueOrDefault(name, name) ?? name)];
    }
}
