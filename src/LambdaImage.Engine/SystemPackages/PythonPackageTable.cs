namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages that Python packages need. Most come as wheels with all they need, so nearly every row is for those that have to
/// be compiled, or that start a program. Debian's names are those of Debian 12, the base that Python images here have.</summary>
internal static class PythonPackageTable
{
    private const string PostgresDebian = "build-essential libpq-dev | libpq5";
    private const string PostgresAmazon = "gcc libpq-devel | libpq";
    private const string KerberosDebian = "build-essential libkrb5-dev | libgssapi-krb5-2";
    private const string KerberosAmazon = "gcc krb5-devel | krb5-libs";
    private const string XmlSecurityDebian = "build-essential libxmlsec1-dev pkg-config | libxmlsec1-openssl";
    private const string XmlSecurityAmazon = "gcc libtool-ltdl-devel pkgconf xmlsec1-devel xmlsec1-openssl-devel | xmlsec1-openssl";
    private const string SpatialDebian = "build-essential gdal-bin libgdal-dev | gdal-bin";
    private const string SoundAdvice = "Lambda has no sound device; only reading and writing of files can work.";
    private const string HeadlessAdvice = "opencv-python-headless does the same without a display, and needs no system packages.";

    public static SystemPackageTable Table { get; } = new("Python packages",
    [
        new("confluent-kafka", "build-essential librdkafka-dev | librdkafka1", null) { OnlyWhenCompiled = true, Alpine = "build-base librdkafka-dev | librdkafka" },
        new("cx-oracle", "build-essential | libaio1", "gcc | libaio")
        {
            Alpine = "build-base | libaio",
            Advice = "cx-oracle also needs Oracle's Instant Client; its successor oracledb needs neither.",
        },
        new("django.contrib.gis", "| binutils gdal-bin libproj-dev", null) { Alpine = "| binutils gdal geos proj" },
        new("dlib", "build-essential cmake | libopenblas0", "cmake gcc-c++ make | openblas") { OnlyWhenCompiled = true, Alpine = "build-base cmake | openblas" },
        new("face-recognition", "build-essential cmake | libopenblas0", "cmake gcc-c++ make | openblas") { OnlyWhenCompiled = true, Alpine = "build-base cmake | openblas" },
        new("ffmpeg-python", "| ffmpeg", null),
        new("fiona", SpatialDebian, null) { OnlyWhenCompiled = true, Alpine = "build-base gdal-dev | gdal" },
        new("gdal", SpatialDebian, null) { Alpine = "build-base gdal-dev | gdal" },
        new("gevent", "build-essential libffi-dev |", "gcc libffi-devel make |") { OnlyWhenCompiled = true },
        new("graphviz", "| graphviz", "| graphviz"),
        new("gssapi", KerberosDebian, KerberosAmazon) { OnlyWhenCompiled = true, Alpine = "build-base krb5-dev | krb5-libs" },
        new("h5py", "build-essential libhdf5-dev pkg-config | libhdf5-103-1", null) { OnlyWhenCompiled = true, Alpine = "build-base hdf5-dev | hdf5" },
        new("imgkit", "| fontconfig libxrender1 wkhtmltopdf", null),
        new("lxml", "build-essential libxml2-dev libxslt1-dev | libxml2 libxslt1.1", "gcc libxml2-devel libxslt-devel | libxml2 libxslt") { OnlyWhenCompiled = true },
        // imageio-ffmpeg comes along with a program of its own.
        new("moviepy", "| ffmpeg", null) { OnlyWhenCompiled = true },
        new("mysqlclient", "build-essential default-libmysqlclient-dev pkg-config | libmariadb3", "gcc mariadb-connector-c-devel pkgconf | mariadb-connector-c")
        {
            OnlyWhenCompiled = true,
        },
        new("ocrmypdf", "| ghostscript tesseract-ocr", null),
        new("openai-whisper", "| ffmpeg", null),
        new("opencv-contrib-python", "| libgl1 libglib2.0-0", "| glib2 mesa-libGL") { Alpine = "| glib libgl", Advice = HeadlessAdvice },
        new("opencv-python", "| libgl1 libglib2.0-0", "| glib2 mesa-libGL") { Alpine = "| glib libgl", Advice = HeadlessAdvice },
        new("pdf2image", "| poppler-utils", "| poppler-utils"),
        new("pdfkit", "| fontconfig libxrender1 wkhtmltopdf", null),
        new("pillow", "build-essential libfreetype-dev libjpeg-dev zlib1g-dev | libfreetype6 libjpeg62-turbo",
            "freetype-devel gcc libjpeg-turbo-devel zlib-devel | freetype libjpeg-turbo")
        {
            OnlyWhenCompiled = true,
            Alpine = "build-base freetype-dev jpeg-dev zlib-dev | freetype libjpeg-turbo",
        },
        new("playwright",
            "| libasound2 libatk-bridge2.0-0 libatk1.0-0 libatspi2.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libgbm1 libglib2.0-0 libnspr4 libnss3 libpango-1.0-0 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxrandr2",
            "| alsa-lib at-spi2-atk atk cups-libs libX11 libXcomposite libXdamage libXext libXfixes libXrandr libdrm libxkbcommon mesa-libgbm nspr nss pango")
        {
            Advice = "Playwright's browser is no part of its package: have an after-build hook run 'PLAYWRIGHT_BROWSERS_PATH=/packages/browsers python3 -m playwright install chromium', "
                + "and set PLAYWRIGHT_BROWSERS_PATH=/var/task/browsers.",
        },
        // Version 3 without its binary part loads the system's library.
        new("psycopg", "| libpq5", "| libpq") { OnlyWhenCompiled = true },
        new("psycopg-c", PostgresDebian, PostgresAmazon) { OnlyWhenCompiled = true },
        new("psycopg2", PostgresDebian, PostgresAmazon) { OnlyWhenCompiled = true, Advice = "psycopg2-binary is the same ready made." },
        new("pyaudio", "build-essential portaudio19-dev | libportaudio2", null) { Alpine = "build-base portaudio-dev | portaudio", Advice = SoundAdvice },
        new("pycairo", "build-essential libcairo2-dev pkg-config | libcairo2", "cairo-devel gcc pkgconf | cairo") { OnlyWhenCompiled = true, Alpine = "build-base cairo-dev pkgconf | cairo" },
        new("pycurl", "build-essential libcurl4-openssl-dev libssl-dev | libcurl4", "gcc libcurl-devel openssl-devel |") { OnlyWhenCompiled = true },
        new("pydub", "| ffmpeg", null),
        new("pygraphviz", "build-essential libgraphviz-dev | graphviz", "gcc graphviz-devel | graphviz") { OnlyWhenCompiled = true, Alpine = "build-base graphviz-dev | graphviz" },
        new("pykerberos", KerberosDebian, KerberosAmazon) { OnlyWhenCompiled = true, Alpine = "build-base krb5-dev | krb5-libs" },
        new("pymovie", "qt5-qmake qtbase5-dev | ffmpeg python3-pyqt5", null),
        new("pymssql", "build-essential freetds-dev | libsybdb5", null) { OnlyWhenCompiled = true, Alpine = "build-base freetds-dev | freetds" },
        new("pyodbc", "build-essential unixodbc-dev | unixodbc", "gcc-c++ unixODBC-devel | unixODBC")
        {
            OnlyWhenCompiled = true,
            Alpine = "build-base unixodbc-dev | unixodbc",
            Advice = "pyodbc needs the driver of the database besides, for example msodbcsql18 of Microsoft's own package source.",
        },
        new("pyppeteer", "| chromium", null),
        new("pytesseract", "| tesseract-ocr", null),
        new("python-ldap", "build-essential libldap2-dev libsasl2-dev | libldap-2.5-0 libsasl2-2", "cyrus-sasl-devel gcc openldap-devel | openldap")
        {
            OnlyWhenCompiled = true,
            Alpine = "build-base cyrus-sasl-dev openldap-dev | libldap libsasl",
        },
        new("python-magic", "| libmagic1", "| file-libs"),
        new("python3-saml", XmlSecurityDebian, XmlSecurityAmazon) { OnlyWhenCompiled = true, Alpine = "build-base pkgconf xmlsec-dev | xmlsec" },
        new("pyvips", "| libvips42", null),
        new("pyzbar", "| libzbar0", null) { Alpine = "| zbar" },
        new("rasterio", SpatialDebian, null) { OnlyWhenCompiled = true, Alpine = "build-base gdal-dev | gdal" },
        new("requests-kerberos", KerberosDebian, KerberosAmazon) { OnlyWhenCompiled = true, Alpine = "build-base krb5-dev | krb5-libs" },
        new("rtree", "libspatialindex-dev | libspatialindex-c6", null) { OnlyWhenCompiled = true, Alpine = "libspatialindex-dev | libspatialindex" },
        new("selenium", "| chromium chromium-driver", null) { Alpine = "| chromium chromium-chromedriver" },
        new("shapely", "build-essential libgeos-dev | libgeos-c1v5", null) { OnlyWhenCompiled = true, Alpine = "build-base geos-dev | geos" },
        new("sounddevice", "| libportaudio2", null) { Alpine = "| portaudio", Advice = SoundAdvice },
        new("tables", "build-essential libhdf5-dev pkg-config | libhdf5-103-1", null) { OnlyWhenCompiled = true, Alpine = "build-base hdf5-dev | hdf5" },
        new("torch", "|", "|")
        {
            Advice = "torch of PyPI brings gigabytes for graphics processors, which Lambda has not, and an image may have 10 GB: take it from https://download.pytorch.org/whl/cpu.",
        },
        new("uwsgi", "build-essential |", "gcc |") { Advice = "gunicorn serves the same application and needs no compiler." },
        new("wand", "| imagemagick libmagickwand-6.q16-6", "| ImageMagick") { Alpine = "| imagemagick" },
        new("weasyprint", "| fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0", "| dejavu-sans-fonts gdk-pixbuf2 harfbuzz pango")
        {
            Alpine = "| font-dejavu harfbuzz-subset pango",
        },
        new("xmlsec", XmlSecurityDebian, XmlSecurityAmazon) { OnlyWhenCompiled = true, Alpine = "build-base pkgconf xmlsec-dev | xmlsec" },
    ]);
}
