namespace LambdaImage.Engine.Lint.Audit;

/// <summary>Packages that base images are known to bring along.</summary>
internal static class BasePackages
{
    /// <summary>What Docker's official images without <c>-slim</c> bring for compiling.
    /// <see href="https://github.com/docker-library/buildpack-deps"/></summary>
    private static readonly string[] BuildpackDeps =
    [
        "autoconf", "automake", "build-essential", "bzip2", "curl", "default-libmysqlclient-dev", "file", "g++", "gcc", "git", "imagemagick", "libbz2-dev", "libcurl4-openssl-dev",
        "libevent-dev", "libffi-dev", "libgdbm-dev", "libglib2.0-dev", "libgmp-dev", "libjpeg-dev", "libkrb5-dev", "liblzma-dev", "libmagickwand-dev", "libmagickcore-dev",
        "libmaxminddb-dev", "libncurses-dev", "libpng-dev", "libpq-dev", "libreadline-dev", "libsqlite3-dev", "libssl-dev", "libtool", "libwebp-dev", "libxml2-dev",
        "libxslt1-dev", "libyaml-dev", "make", "pkg-config", "python3", "unzip", "uuid-dev", "wget", "xz-utils", "zlib1g-dev",
    ];

    private static readonly HashSet<string> Full = new(["buildpack-deps", "gcc", "node", "perl", "python", "ruby", "rust"], StringComparer.Ordinal);

    /// <summary>Compilers that PHP's images keep, so that extensions can be made.
    /// <see href="https://github.com/docker-library/php"/></summary>
    private static readonly string[] PhpDeps =
        ["autoconf", "dpkg-dev", "file", "g++", "gcc", "make", "pkg-config", "re2c", "libcurl4", "libxml2", "libsqlite3-0", "sqlite-libs", "libonig5", "libsodium23", "libreadline8"];

    /// <summary>Everything that is there before the first RUN, as far as it is known.</summary>
    public static IEnumerable<string> Of(BaseImage image)
    {
        var official = image.Reference is { } reference && LinuxSystems.IsOfficial(reference) ? reference.Repository.Split('/')[^1] : null;
        string[] own = image.System switch
        {
            // dnf and microdnf themselves need these.
            LinuxSystem.AmazonLinux2023 or LinuxSystem.AmazonLinux2023Minimal or LinuxSystem.AmazonLinux2 =>
                ["glib2", "libcurl", "libffi", "libgcc", "libstdc++", "libxml2", "libyaml", "ncurses-libs", "openssl-libs", "sqlite-libs", "zlib"],
            LinuxSystem.Debian or LinuxSystem.Ubuntu => ["libc6", "libffi8", "libgcc-s1", "libgmp10", "libssl3", "libstdc++6", "zlib1g"],
            LinuxSystem.Alpine => ["libcrypto3", "libssl3", "musl", "zlib"],
            _ => [],
        };
        IEnumerable<string> language = official switch
        {
            "php" => PhpDeps,
            "python" => ["libsqlite3-0", "sqlite-libs", "libffi", "libncursesw6", "ncurses-libs", "python3"],
            "ruby" => ["libffi", "libgmp", "yaml"],
            "node" => ["nodejs", "npm"],
            _ => [],
        };
        var isFull = image.System == LinuxSystem.Debian && official is not null && Full.Contains(official)
            && image.Reference!.Tag?.Contains("slim", StringComparison.Ordinal) != true;
        IEnumerable<string> tools = image.AwsRuntime == "nodejs" ? ["nodejs", "npm"] : image.AwsRuntime == "python" ? ["python3"] : [];
        return [.. own, .. language, .. tools, .. isFull ? BuildpackDeps : []];
    }
}
