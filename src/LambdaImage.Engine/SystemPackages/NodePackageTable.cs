namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that packages of npm need. Compilers are listed also where a binary can be downloaded: when there is none for the
/// version, the installation compiles.</summary>
internal static class NodePackageTable
{
    /// <summary>What node-gyp compiles with. <see href="https://github.com/nodejs/node-gyp#on-unix"/></summary>
    private const string Compiler = "g++ make python3";
    private const string AmazonCompiler = "gcc-c++ make python3";

    /// <summary>What a browser loads, in the names of Debian 12.</summary>
    private const string BrowserLibraries =
        "fonts-liberation libasound2 libatk-bridge2.0-0 libatk1.0-0 libatspi2.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libgbm1 libglib2.0-0 libnspr4 libnss3 "
        + "libpango-1.0-0 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxrandr2";

    private const string Chromium = "use @sparticuz/chromium with puppeteer-core or playwright-core, which is made for Lambda and needs no system packages";

    public static SystemPackageTable Table { get; } = new("npm packages", [.. Rows().OrderBy(row => row.Dependency, StringComparer.Ordinal)]);

    private static IEnumerable<SystemPackageRow> Rows() =>
    [
        .. Compiled("@newrelic/native-metrics", "@tensorflow/tfjs-node", "better-sqlite3", "bigint-buffer", "cpu-features", "deasync", "diskusage", "farmhash", "ffi-napi",
            "grpc", "heapdump", "hiredis", "iconv", "isolated-vm", "lzma-native", "memwatch-next", "microtime", "node-expat", "node-pty", "node-sass", "pcsclite",
            "posix", "re2", "ref-napi", "segfault-handler", "sse4_crc32", "tree-sitter", "v8-profiler-next", "xxhash", "xxhash-addon", "zeromq"),
        .. Shipped("argon2", "bcrypt", "bufferutil", "classic-level", "farmhash-modern", "leveldown", "lmdb", "msgpackr-extract", "node-snap7", "rocksdb", "serialport", "snappy",
            "sodium-native", "utf-8-validate"),
        new("@confluentinc/kafka-javascript", $"{Compiler} libsasl2-dev libssl-dev zlib1g-dev | libsasl2-2 libssl3", $"{AmazonCompiler} cyrus-sasl-devel openssl-devel zlib-devel | cyrus-sasl-lib openssl-libs"),
        new("@prisma/client", "openssl | openssl", ""),
        new("@tensorflow/tfjs-node-gpu", $"{Compiler} | libstdc++6", $"{AmazonCompiler} | libstdc++") { Advice = "Lambda has no graphics processor: use @tensorflow/tfjs-node" },
        new("canvas",
            $"{Compiler} libcairo2-dev libgif-dev libjpeg-dev libpango1.0-dev librsvg2-dev pkg-config | fontconfig fonts-dejavu-core libcairo2 libgif7 libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 librsvg2-2",
            $"{AmazonCompiler} cairo-devel giflib-devel libjpeg-turbo-devel librsvg2-devel pango-devel pkgconf | cairo dejavu-sans-fonts fontconfig giflib libjpeg-turbo librsvg2 pango"),
        new("chrome-aws-lambda", "", "") { Advice = "it is no longer maintained and has no Chromium for Amazon Linux 2023: use @sparticuz/chromium with puppeteer-core" },
        new("electron", BrowserLibraries, null) { Refusal = "Electron is a desktop program, and Lambda has no desktop" },
        new("ffmpeg-static", "", ""),
        new("fluent-ffmpeg", "| ffmpeg", null) { Advice = "ffmpeg-static brings the program itself, and then Amazon Linux will do" },
        new("gdal-async", $"{Compiler} libgdal-dev | gdal-bin", null) { OnlyWhenCompiled = true },
        new("gm", "| graphicsmagick imagemagick", null) { Advice = "sharp does most of it without a system package" },
        new("ghostscript4js", $"{Compiler} libgs-dev | ghostscript", null),
        new("hummus", $"{Compiler} |", $"{AmazonCompiler} |") { Advice = "it is no longer maintained: use muhammara" },
        new("ibm_db", $"{Compiler} libxml2-dev | libxml2", $"{AmazonCompiler} libxml2-devel | libxml2"),
        new("imagemagick", "| imagemagick", "| ImageMagick"),
        new("kerberos", $"{Compiler} libkrb5-dev | libgssapi-krb5-2", $"{AmazonCompiler} krb5-devel | krb5-libs"),
        new("keytar", $"{Compiler} libsecret-1-dev pkg-config | libsecret-1-0", $"{AmazonCompiler} libsecret-devel pkgconf | libsecret") { Advice = "Lambda has no key ring: read secrets from AWS Secrets Manager" },
        new("ldapjs-native", $"{Compiler} libldap2-dev libsasl2-dev | libldap-2.5-0", $"{AmazonCompiler} cyrus-sasl-devel openldap-devel | openldap"),
        new("libpq", $"{Compiler} libpq-dev | libpq5", $"{AmazonCompiler} libpq-devel | libpq"),
        new("libreoffice-convert", "| libreoffice", null),
        new("libxmljs", $"{Compiler} libxml2-dev | libxml2", $"{AmazonCompiler} libxml2-devel | libxml2"),
        new("libxmljs2", $"{Compiler} libxml2-dev | libxml2", $"{AmazonCompiler} libxml2-devel | libxml2"),
        new("mongodb-client-encryption", $"{Compiler} libkrb5-dev | libgssapi-krb5-2", $"{AmazonCompiler} krb5-devel | krb5-libs"),
        new("muhammara", $"{Compiler} |", $"{AmazonCompiler} |"),
        new("node-canvas", $"{Compiler} |", $"{AmazonCompiler} |") { Advice = "the package is named canvas" },
        new("node-poppler", "| poppler-utils", "| poppler-utils"),
        new("node-qpdf", "| qpdf", null),
        new("node-rdkafka", $"{Compiler} libsasl2-dev libssl-dev zlib1g-dev | libsasl2-2 libssl3 zlib1g", $"{AmazonCompiler} cyrus-sasl-devel openssl-devel zlib-devel | cyrus-sasl-lib openssl-libs zlib"),
        new("node-tesseract-ocr", "| tesseract-ocr", null) { Advice = "tesseract.js needs no system package" },
        new("odbc", $"{Compiler} unixodbc-dev | unixodbc", $"{AmazonCompiler} unixODBC-devel | unixODBC"),
        new("onnxruntime-node", "| libstdc++6", "| libstdc++") { Advice = "set ONNXRUNTIME_NODE_INSTALL_CUDA=skip in .npmrc or the environment: Lambda has no graphics processor" },
        new("oracledb", "| libaio1", "| libaio") { Advice = "its thin mode needs nothing; thick mode needs Oracle's Instant Client too" },
        new("pdf-image", "| ghostscript imagemagick poppler-utils", "| ghostscript ImageMagick poppler-utils"),
        new("pdf-poppler", "| poppler-utils", "| poppler-utils") { Advice = "it has no program for Linux: use node-poppler" },
        new("pdf2pic", "| ghostscript graphicsmagick", null),
        new("pg-native", $"{Compiler} libpq-dev | libpq5", $"{AmazonCompiler} libpq-devel | libpq"),
        new("playwright", $"| {BrowserLibraries}", null) { Advice = Chromium },
        new("puppeteer", "| chromium fonts-liberation", null) { Advice = Chromium },
        new("robotjs", $"{Compiler} libxtst-dev libpng-dev | libxtst6 libpng16-16", null) { Refusal = "robotjs moves the mouse of a desktop, and Lambda has no desktop" },
        new("sharp", $"{Compiler} libvips-dev pkg-config | libvips42", null) { OnlyWhenCompiled = true },
        new("sqlite3", $"{Compiler} libsqlite3-dev | libsqlite3-0", $"{AmazonCompiler} sqlite-devel | sqlite-libs"),
        new("unoconv-promise", "| libreoffice unoconv", null),
        new("usb", $"{Compiler} libudev-dev | libudev1", $"{AmazonCompiler} systemd-devel | systemd-libs") { OnlyWhenCompiled = true },
        new("wkhtmltopdf", "| wkhtmltopdf", null) { Advice = "@sparticuz/chromium with puppeteer-core makes PDF files too, and is maintained" },
    ];

    private static IEnumerable<SystemPackageRow> Compiled(params string[] names) =>
        names.Select(name => new SystemPackageRow(name, $"{Compiler} |", $"{AmazonCompiler} |"));

    /// <summary>Newer versions bring binaries for Linux in the package itself.</summary>
    private static IEnumerable<SystemPackageRow> Shipped(params string[] names) =>
        Compiled(names).Select(row => row with { OnlyWhenCompiled = true });
}
