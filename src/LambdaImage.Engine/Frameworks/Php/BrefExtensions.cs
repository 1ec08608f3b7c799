namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>Which PHP extensions Bref 3 has, and how each gets into the image.
/// <see href="https://bref.sh/docs/environment/php#extensions"/></summary>
internal static class BrefExtensions
{
    private static readonly string[] All = ["8.2", "8.3", "8.4", "8.5"];
    private static readonly string[] UpTo84 = ["8.2", "8.3", "8.4"];

    /// <summary>Enabled in every image of Bref.</summary>
    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "bcmath", "core", "ctype", "curl", "date", "dom", "exif", "ffi", "fileinfo", "filter", "ftp", "gettext", "hash", "iconv", "json", "libxml", "mbstring",
        "mysqli", "mysqlnd", "opcache", "openssl", "pcntl", "pcre", "pdo", "pdo_sqlite", "pdo_mysql", "pdo_pgsql", "phar", "posix", "random", "readline", "reflection",
        "session", "simplexml", "sodium", "sockets", "spl", "sqlite3", "standard", "tokenizer", "xml", "xmlreader", "xmlwriter", "xsl", "zend-opcache", "zip", "zlib",
    };

    /// <summary>In every image of Bref, but switched off.</summary>
    private static readonly HashSet<string> SwitchedOff = new(["apcu", "intl", "redis", "soap"], StringComparer.Ordinal);

    /// <summary>Images of <c>bref/extra-php-extensions</c> with the PHP versions they exist for.
    /// <see href="https://github.com/brefphp/extra-php-extensions"/></summary>
    private static readonly Dictionary<string, string[]> Extra = new(StringComparer.Ordinal)
    {
        ["amqp"] = UpTo84,
        ["blackfire"] = UpTo84,
        ["bsdiff"] = All,
        ["calendar"] = All,
        ["datadog"] = All,
        ["ds"] = All,
        ["elastic-apm"] = ["8.2", "8.3"],
        ["excimer"] = UpTo84,
        ["gd"] = All,
        ["gmp"] = UpTo84,
        ["gnupg"] = UpTo84,
        ["grpc"] = UpTo84,
        ["h3"] = UpTo84,
        ["igbinary"] = UpTo84,
        ["imagick"] = All,
        ["ldap"] = UpTo84,
        ["mailparse"] = All,
        ["maxminddb"] = UpTo84,
        ["memcached"] = All,
        ["mongodb"] = UpTo84,
        ["mongodb2"] = All,
        ["msgpack"] = UpTo84,
        ["newrelic"] = All,
        ["oci8"] = ["8.3", "8.4", "8.5"],
        ["odbc-snowflake"] = UpTo84,
        ["opentelemetry"] = UpTo84,
        ["pcov"] = All,
        ["pgsql"] = UpTo84,
        ["protobuf"] = UpTo84,
        ["rdkafka"] = All,
        ["redis-igbinary"] = All,
        ["relay"] = All,
        ["scoutapm"] = UpTo84,
        ["sqlsrv"] = All,
        ["ssh2"] = UpTo84,
        ["symfony-runtime"] = UpTo84,
        ["tideways"] = UpTo84,
        ["uuid"] = UpTo84,
        ["xdebug"] = UpTo84,
        ["xlswriter"] = All,
        ["xmlrpc"] = UpTo84,
        ["yaml"] = UpTo84,
    };

    /// <summary>Extensions that live in an image of another name.</summary>
    private static readonly Dictionary<string, string> ImageOf = new(StringComparer.Ordinal)
    {
        ["ddtrace"] = "datadog",
        ["elastic_apm"] = "elastic-apm",
        ["pdo_sqlsrv"] = "sqlsrv",
    };

    public static bool IsBuiltIn(string extension) => BuiltIn.Contains(extension);

    public static bool IsSwitchedOff(string extension) => SwitchedOff.Contains(extension);

    /// <summary>Name of the extra image of an extension and the PHP versions it exists for; null when there is
    /// none.</summary>
    public static (string Name, IReadOnlyList<string> PhpVersions)? Find(string extension)
    {
        var name = ImageOf.GetValueOrDefault(extension, extension);
        return Extra.TryGetValue(name, out var versions) ? (name, versions) : null;
    }
}
