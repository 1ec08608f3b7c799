namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that Ruby gems need, besides the compilers that every gem with native code needs. Debian's names are those of
/// Debian 12, the base that Ruby images here have.</summary>
internal static class GemTable
{
    public static SystemPackageTable Table { get; } = new("Ruby gems",
    [
        // OpenSSL is in every image of Ruby, so that gems which compile against it need nothing more to run.
        new("atk", "libatk1.0-dev | libatk1.0-0", "atk-devel | atk"),
        new("cairo", "libcairo2-dev | libcairo2", "cairo-devel | cairo"),
        new("charlock_holmes", "libicu-dev zlib1g-dev | libicu72", "libicu-devel zlib-devel | libicu") { Alpine = "icu-dev zlib-dev | icu-libs" },
        new("cld3", "libprotobuf-dev protobuf-compiler | libprotobuf32", "protobuf-compiler protobuf-devel | protobuf")
        {
            Alpine = "protobuf-dev | protobuf",
        },
        new("cuprite", "| chromium chromium-sandbox", null) { Alpine = "| chromium" },
        new("curb", "libcurl4-openssl-dev | libcurl4", "libcurl-devel |"),
        new("curses", "libncurses-dev | libncursesw6", "ncurses-devel | ncurses-libs") { Alpine = "ncurses-dev | ncurses-libs" },
        new("ethon", "| libcurl4", "|"),
        new("eventmachine", "libssl-dev |", "openssl-devel |"),
        new("execjs", "nodejs | nodejs", "nodejs | nodejs"),
        new("ferrum", "| chromium chromium-sandbox", null) { Alpine = "| chromium" },
        new("ffi", "libffi-dev | libffi8", "libffi-devel | libffi") { OnlyWhenCompiled = true },
        new("ffi-rzmq-core", "libzmq3-dev | libzmq5", null) { Alpine = "zeromq-dev | libzmq" },
        new("gobject-introspection", "libgirepository1.0-dev | libgirepository-1.0-1", "gobject-introspection-devel | gobject-introspection")
        {
            Alpine = "gobject-introspection-dev | gobject-introspection",
        },
        new("google-protobuf", "libssl-dev |", "openssl-devel |") { OnlyWhenCompiled = true },
        new("gpgme", "libgpgme-dev | gnupg libgpgme11", "gpgme-devel | gpgme") { Alpine = "gpgme-dev | gnupg gpgme" },
        new("grover", "| chromium chromium-sandbox nodejs", null)
        {
            Alpine = "| chromium nodejs",
            Advice = "Grover drives puppeteer of npm: set GROVER_NO_SANDBOX=true and PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium for Lambda.",
        },
        new("grpc", "libssl-dev |", "openssl-devel |")
        {
            OnlyWhenCompiled = true,
            Advice = "grpc takes many minutes to compile; 'bundle lock --add-platform x86_64-linux' (or aarch64-linux) takes it ready made.",
        },
        new("gtk3", "libgtk-3-dev | libgtk-3-0", null) { Alpine = "gtk+3.0-dev | gtk+3.0" },
        new("icu", "libicu-dev | libicu72", "libicu-devel | libicu") { Alpine = "icu-dev | icu-libs" },
        new("idn-ruby", "libidn-dev | libidn12", "libidn-devel | libidn") { Alpine = "libidn-dev | libidn" },
        new("image_processing", "| imagemagick libvips42", null),
        new("libxml-ruby", "libxml2-dev | libxml2", "libxml2-devel | libxml2"),
        new("mathematical",
            "bison cmake flex libcairo2-dev libgdk-pixbuf-2.0-dev libglib2.0-dev libpango1.0-dev libxml2-dev | libcairo2 libgdk-pixbuf-2.0-0 libpangocairo-1.0-0 libxml2",
            "bison cairo-devel cmake flex gdk-pixbuf2-devel glib2-devel libxml2-devel pango-devel | cairo gdk-pixbuf2 libxml2 pango")
        {
            Alpine = "bison cairo-dev cmake flex gdk-pixbuf-dev glib-dev libxml2-dev pango-dev | cairo gdk-pixbuf libxml2 pango",
        },
        new("mini_magick", "| imagemagick", "| ImageMagick"),
        new("mysql2", "default-libmysqlclient-dev | libmariadb3", "mariadb-connector-c-devel | mariadb-connector-c"),
        new("ncursesw", "libncurses-dev | libncursesw6", "ncurses-devel | ncurses-libs") { Alpine = "ncurses-dev | ncurses-libs" },
        new("nokogiri", "libxml2-dev libxslt1-dev zlib1g-dev | libxml2 libxslt1.1", "libxml2-devel libxslt-devel zlib-devel | libxml2 libxslt")
        {
            OnlyWhenCompiled = true,
        },
        new("opus-ruby", "libopus-dev | libopus0", null) { Alpine = "opus-dev | opus" },
        new("ovirt-engine-sdk", "libcurl4-openssl-dev libxml2-dev | libcurl4 libxml2", "libcurl-devel libxml2-devel | libxml2"),
        new("pango", "libpango1.0-dev | libpangocairo-1.0-0", "pango-devel | pango") { Alpine = "pango-dev | pango" },
        new("passenger", "|", "|")
        {
            Refusal = "passenger is a module of nginx or Apache, of which Lambda needs neither; Puma serves the same application.",
            Advice = "Replace it: 'bundle remove passenger' and 'bundle add puma'.",
        },
        new("patron", "libcurl4-openssl-dev | libcurl4", "libcurl-devel |"),
        new("pcaprub", "libpcap-dev | libpcap0.8", "libpcap-devel | libpcap") { Alpine = "libpcap-dev | libpcap" },
        new("pdfkit", "| fontconfig libjpeg62-turbo libxext6 libxrender1", "| fontconfig libXext libXrender libjpeg-turbo")
        {
            Alpine = "| fontconfig libjpeg-turbo libxext libxrender",
        },
        new("pg", "libpq-dev | libpq5", "libpq-devel | libpq") { OnlyWhenCompiled = true },
        new("psych", "libyaml-dev | libyaml-0-2", "libyaml-devel | libyaml"),
        new("puma", "libssl-dev |", "openssl-devel |"),
        new("puppeteer-ruby", "| chromium chromium-sandbox", null) { Alpine = "| chromium" },
        new("rbczmq", "libzmq3-dev | libzmq5", null) { Alpine = "zeromq-dev | libzmq" },
        new("rbnacl", "| libsodium23", null) { Alpine = "| libsodium" },
        new("re2", "libre2-dev | libre2-9", null) { OnlyWhenCompiled = true, Alpine = "re2-dev | re2" },
        new("rmagick", "libmagickwand-dev pkg-config | imagemagick", "ImageMagick-devel | ImageMagick"),
        new("rpam2", "libpam0g-dev | libpam0g", "pam-devel | pam") { Alpine = "linux-pam-dev | linux-pam" },
        new("ruby-libvirt", "libvirt-dev | libvirt0", null) { Alpine = "libvirt-dev | libvirt-libs" },
        new("ruby-magic", "libmagic-dev | libmagic1", "file-devel | file-libs") { OnlyWhenCompiled = true, Alpine = "file-dev | libmagic" },
        new("ruby-oci8", "libaio-dev | libaio1", "libaio-devel | libaio")
        {
            Alpine = "libaio-dev | libaio",
            Advice = "ruby-oci8 also needs Oracle's Instant Client, which no distribution has: unpack it in a hook and set LD_LIBRARY_PATH.",
        },
        new("ruby-terminfo", "libncurses-dev | libncursesw6", "ncurses-devel | ncurses-libs") { Alpine = "ncurses-dev | ncurses-libs" },
        new("ruby-vips", "| libvips42", null),
        new("rugged", "cmake libssh2-1-dev libssl-dev pkg-config zlib1g-dev | libssh2-1", "cmake libssh2-devel openssl-devel zlib-devel | libssh2")
        {
            Alpine = "cmake libssh2-dev openssl-dev zlib-dev | libssh2",
        },
        new("semian", "libssl-dev |", "openssl-devel |"),
        new("sequel_pg", "libpq-dev | libpq5", "libpq-devel | libpq"),
        new("snappy", "libsnappy-dev | libsnappy1v5", "snappy-devel | snappy") { Alpine = "snappy-dev | snappy" },
        new("sqlite3", "libsqlite3-dev pkg-config | libsqlite3-0", "sqlite-devel | sqlite-libs") { OnlyWhenCompiled = true },
        new("taglib-ruby", "libtag1-dev | libtag1v5", null) { Alpine = "taglib-dev | taglib" },
        new("timfel-krb5-auth", "libkrb5-dev | libkrb5-3", "krb5-devel | krb5-libs") { Alpine = "krb5-dev | krb5-libs" },
        new("tiny_tds", "freetds-dev | freetds-bin", null) { OnlyWhenCompiled = true },
        new("trilogy", "libssl-dev |", "openssl-devel |"),
        new("typhoeus", "| libcurl4", "|"),
        new("tzinfo", "| tzdata", "| tzdata"),
        new("uuid4r", "libossp-uuid-dev | libossp-uuid16", null),
        new("webp-ffi", "libjpeg-dev libpng-dev libtiff-dev libwebp-dev | libjpeg62-turbo libpng16-16 libtiff6 libwebp7",
            "libjpeg-turbo-devel libpng-devel libtiff-devel libwebp-devel | libjpeg-turbo libpng libtiff libwebp")
        {
            Alpine = "jpeg-dev libpng-dev libwebp-dev tiff-dev | libjpeg-turbo libpng libwebp tiff",
        },
        new("wicked_pdf", "| fontconfig libjpeg62-turbo libxext6 libxrender1", "| fontconfig libXext libXrender libjpeg-turbo")
        {
            Alpine = "| fontconfig libjpeg-turbo libxext libxrender",
        },
        new("wkhtmltopdf-binary", "| fontconfig libjpeg62-turbo libxext6 libxrender1", "| fontconfig libXext libXrender libjpeg-turbo")
        {
            Alpine = "| fontconfig libjpeg-turbo libxext libxrender",
        },
        new("xapian-ruby", "libxapian-dev uuid-dev zlib1g-dev | libxapian30", null) { Alpine = "xapian-core-dev | xapian-core" },
        new("zlib", "zlib1g-dev | zlib1g", "zlib-devel | zlib") { Alpine = "zlib-dev | zlib" },
    ]);
}
