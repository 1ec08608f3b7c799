namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that Rust crates with foreign code need. Pure crates need none, so the rows also tell which crates need a C compiler.</summary>
internal static class RustCrateTable
{
    public static SystemPackageTable Table { get; } = new("Rust crates",
    [
        new("aws-lc-fips-sys", "cmake golang", "cmake golang"),
        new("aws-lc-sys", "cmake", "cmake"),
        new("bzip2-sys", "", ""),
        new("curl-sys", "pkg-config libcurl4-openssl-dev | libcurl4", "pkgconf-pkg-config libcurl-devel | libcurl"),
        new("libgit2-sys", "pkg-config", "pkgconf-pkg-config"),
        new("libsqlite3-sys", "", ""),
        new("libz-sys", "", ""),
        new("lzma-sys", "", ""),
        new("mysqlclient-sys", "pkg-config default-libmysqlclient-dev | libmariadb3", "pkgconf-pkg-config mariadb-connector-c-devel | mariadb-connector-c"),
        new("onig_sys", "", ""),
        new("openssl-sys", "pkg-config libssl-dev | libssl3", "pkgconf-pkg-config openssl-devel | openssl-libs"),
        new("pq-sys", "libpq-dev | libpq5", "libpq-devel | libpq"),
        new("prost-build", "protobuf-compiler", "protobuf-compiler"),
        new("rdkafka-sys", "cmake zlib1g-dev", "cmake zlib-devel"),
        new("ring", "", ""),
        new("tikv-jemalloc-sys", "", ""),
        new("zstd-sys", "", ""),
    ]);
}
