using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>A PHP website without Bref: FrankenPHP serves it behind the web adapter. <see href="https://frankenphp.dev/docs/docker/"/></summary>
internal sealed class FrankenPhp : IFramework
{
    public const string FrameworkName = "FrankenPHP";

    private static readonly string[] Controllers = ["public/index.php", "web/index.php", "index.php"];

    /// <summary>In every image of PHP.</summary>
    private static readonly HashSet<string> Core = new(StringComparer.Ordinal)
    {
        "core", "ctype", "curl", "date", "dom", "fileinfo", "filter", "hash", "iconv", "json", "libxml", "mbstring", "mysqlnd", "openssl", "pcre", "pdo", "pdo_sqlite", "phar",
        "posix", "random", "readline", "reflection", "session", "simplexml", "sodium", "spl", "sqlite3", "standard", "tokenizer", "xml", "xmlreader", "xmlwriter", "zlib",
    };

    public string Name => FrameworkName;

    public string? Specializes => BrefPhp.FrameworkName;

    public string LooksFor => $"{string.Join(", ", Controllers)} in a project that does not require bref/bref";

    public FrameworkFacts Facts => new(
        "PHP", "dunglas/frankenphp:1-php8.4", "frankenphp php-server", WebAdapter.Port, "For websites without Bref, and for extensions or processors that Bref lacks.");

    public Detection? Detect(ProjectDirectory project)
    {
        var composer = ComposerJson.Read(project);
        if (project.FirstOf(Controllers) is not { } controller) return null;
        // A file that answers an event is a function, which only Bref runs.
        if (BrefEntry.Find(project) is { Runtime: "function" }) return null;
        var hasBref = Bref.Find(project, composer) is not null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Php.Choose(AskedVersions.Php(project)),
            ServesHttp = true,
            IsOnlyOnRequest = hasBref,
            Evidence = [new Evidence(controller, null, "is there", "a website"), .. composer is null ? [] : new[] { new Evidence(ComposerJson.File, null, $"does not require {Bref.Package}", "FrankenPHP behind the web adapter") }],
            Warnings = [$"The website runs on FrankenPHP. Bref starts faster and needs no web server: composer require {Bref.Package}:^{Bref.Major}"],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        if (file.InstallsOnHost) throw PhpErrors.ServerNeedsContainer(found.Project.Path);
        LambdaBaseImages.Php.Require(found.Runtime);
        var composer = ComposerJson.Read(found.Project);
        var finish = Finish(composer);
        file.Ignore("auth.json", "tests", "storage/logs", "storage/framework/cache/data", "var/cache", "var/log", "public/storage");
        if (composer?.Find("symfony/framework-bundle") is not null) file.Ignore("!.env");
        var image = file.ChooseBase($"dunglas/frankenphp:1-php{found.Runtime.Version}");
        string[] extensions = composer is null ? [] : [.. PhpExtensions.Of(found.Project, composer).Select(extension => extension.Name).Where(name => !Core.Contains(name)).Order(StringComparer.Ordinal)];
        var shared = file.SharedStage(image, "FrankenPHP with the extensions of the project.").WorkDir(LambdaBaseImages.TaskRoot).Prepare()
            .Comment("The right to open low ports would keep Lambda from starting the server at all.")
            .Run("setcap -r /usr/local/bin/frankenphp");
        if (extensions.Length > 0) shared.Comment("Extensions that the project requires.").Run($"install-php-extensions {string.Join(' ', extensions)}");
        var code = composer is null
            ? null
            : ComposerInstall.Write(found, file, image.As("base"), finish);

        var port = WebAdapter.PortOf(file.Options);
        var root = found.Project.FirstOf(Controllers)!;
        root = root.Contains('/', StringComparison.Ordinal) ? $"{LambdaBaseImages.TaskRoot}/{root[..root.LastIndexOf('/')]}" : LambdaBaseImages.TaskRoot;
        var stage = file.FinalStage(image.As("base")).Prepare()
            .WithWebAdapter(WebAdapter.Port, [new("HOME", "/tmp"), new("XDG_CONFIG_HOME", "/tmp"), new("XDG_DATA_HOME", "/tmp"), .. Writable(composer)]);
        if (code is null) stage.Comment("The code.").Copy(["."], "./");
        else code.CopyTo(stage);
        stage.Entrypoint("/usr/local/bin/frankenphp").Cmd("php-server", "--root", root, "--listen", $":{port}");
    }

    private static ComposerFinish Finish(ComposerJson? composer) => composer?.Find("laravel/framework") is null
        ? ComposerFinish.None with { AssetFolder = "public/build" }
        : new ComposerFinish("Laravel writes its list of packages, which it could not do in Lambda's read-only folders.", ["artisan", "package:discover", "--ansi"], "public/build");

    /// <summary>Frameworks write next to the code unless they are told another place.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Writable(ComposerJson? composer)
    {
        if (composer?.Find("laravel/framework") is not null)
            return [new("LARAVEL_STORAGE_PATH", "/tmp/storage"), new("VIEW_COMPILED_PATH", "/tmp/views"), new("LOG_CHANNEL", "stderr"), new("SESSION_DRIVER", "cookie"), new("CACHE_STORE", "array")];
        return composer?.Find("symfony/framework-bundle") is not null
            ? [new("APP_ENV", "prod"), new("APP_CACHE_DIR", "/tmp/cache"), new("APP_LOG_DIR", "/tmp/log")]
            : [];
    }
}
