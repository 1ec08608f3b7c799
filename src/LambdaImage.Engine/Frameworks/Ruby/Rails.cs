using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>A Ruby on Rails application behind the web adapter.</summary>
internal sealed class Rails : IFramework
{
    private const string Application = "config/application.rb";

    private static readonly string[] AssetPipelines = ["propshaft", "shakapacker", "sprockets", "sprockets-rails", "vite_rails", "webpacker"];

    public string Name => "Rails";

    public string? Specializes => null;

    public string LooksFor => $"rails in the Gemfile and {Application}";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/docker/library/ruby", "puma", WebAdapter.Port);

    public Detection? Detect(ProjectDirectory project)
    {
        if (Gemfile.Read(project) is not { } gems || (gems.Find("rails") ?? gems.Find("railties")) is not { } rails || !project.Exists(Application))
            return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Ruby.Choose(AskedVersions.Ruby(project)),
            Evidence = [rails.Says("Rails behind the Lambda Web Adapter"), new Evidence(Application, null, "is there", "a Rails application")],
            Warnings = [.. Warnings(project, gems)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var gems = Gemfile.Read(found.Project)!;
        LambdaBaseImages.Ruby.Require(found.Runtime);
        if (gems.Find("puma") is null)
            throw ProjectErrors.DependencyMissing($"{found.Project.Path} has no web server: puma is not in the Gemfile.", "Run 'bundle add puma'.", found.Project.FullPath(Gemfile.File));
        file.Ignore("log", "tmp", "node_modules", "storage", "test", "spec", "vendor/bundle", ".bundle", "config/master.key", "config/credentials/*.key", "public/assets");
        WriteBase(found, file);
        WriteBuild(found.Project, gems, file);
        WriteFinal(gems, file);
    }

    private static void WriteBase(Detection found, DockerfileBuilder file) => file
        .Stage($"{LambdaBaseImages.OfficialImages}/ruby:{Tag(found)}-slim", "base", "What the build and the image have in common.")
        .WorkDir(LambdaBaseImages.TaskRoot)
        .Env(
            new("RAILS_ENV", "production"), new("BUNDLE_DEPLOYMENT", "1"), new("BUNDLE_PATH", "/usr/local/bundle"), new("BUNDLE_WITHOUT", "development:test"),
            // Not below tmp, which becomes Lambda's empty /tmp.
            new("BOOTSNAP_CACHE_DIR", "/var/task/.cache"));

    private static void WriteBuild(ProjectDirectory project, Gemfile gems, DockerfileBuilder file)
    {
        string[] files = [.. new[] { Gemfile.File, Gemfile.LockFile, ".ruby-version", ".tool-versions" }.Where(project.Exists)];
        var packages = PackageJson.Read(project) is { } manifest ? NodePackages.Of(project, manifest) : null;

        var stage = file.Stage("base", "build", "Compilers and header files stay in this stage.")
            .Run(Apt(GemPackages.Build(gems)))
            .Comment($"Gems first: this layer is reused until {string.Join(" or ", files)} changes.")
            .Copy(files, "./")
            .Run("bundle install", "rm -rf /root/.bundle /usr/local/bundle/ruby/*/cache")
            .Copy(["."], "./");
        if (packages is not null)
        {
            stage.Comment("Node.js makes the assets and is gone afterwards.")
                .Copy(["/usr/local"], "/usr/local", from: $"{LambdaBaseImages.OfficialImages}/node:{LambdaBaseImages.Node.Default}-slim")
                .Run(packages.Install);
        }

        if (gems.Find("bootsnap") is not null)
            stage.Comment("Compiled once here, the application starts faster in Lambda.").Run("bundle exec bootsnap precompile --gemfile app/ lib/");
        string[] assets = [.. AssetPipelines.Any(name => gems.Find(name) is not null) ? new[] { $"{DummyKey(gems)} bundle exec rails assets:precompile" } : [],
            .. packages is null ? [] : new[] { "rm -rf node_modules" }];
        if (assets.Length > 0) stage.Comment("Assets need a key to boot, but none of the real secrets.").Run(assets);
        stage.Comment("Only /tmp can be written in Lambda.").Run("rm -rf tmp log", "ln -s /tmp tmp", "ln -s /tmp log");
    }

    private static void WriteFinal(Gemfile gems, DockerfileBuilder file) => file.Stage("base")
        .Comment("Libraries that the gems load.")
        .Run(Apt(GemPackages.Run(gems)))
        .WithWebAdapter(WebAdapter.Port, new("RAILS_LOG_TO_STDOUT", "1"), new("RAILS_SERVE_STATIC_FILES", "1"), new("BOOTSNAP_READONLY", "1"),
            new("WEB_CONCURRENCY", "0"), new("HOME", "/tmp"))
        .Comment("Gems and code.")
        .Copy(["/usr/local/bundle"], "/usr/local/bundle", from: "build")
        .Copy([LambdaBaseImages.TaskRoot], "./", from: "build")
        .Comment("Lambda sends one request at a time, so Puma needs no workers.")
        .Entrypoint("/usr/local/bin/bundle", "exec", "puma")
        .Cmd("--port", WebAdapter.Port, "--workers", "0", "--pidfile", "/tmp/puma.pid", "--environment", "production");

    /// <summary>Bundler insists on the very version that the Gemfile names, so the image has to have that one.</summary>
    private static string Tag(Detection found) =>
        Gemfile.Read(found.Project)?.ExactRuby(found.Project) is { } exact && exact.StartsWith(found.Runtime.Version + ".", StringComparison.Ordinal)
            ? exact
            : found.Runtime.Version;

    /// <summary>Rails before 7.1 does not know the switch for a dummy, but takes any key.</summary>
    private static string DummyKey(Gemfile gems)
    {
        var locked = gems.Locked.FirstOrDefault(gem => gem.Name is "rails" or "railties")?.Constraint;
        return Version.TryParse(locked, out var version) && version < new Version(7, 1) ? "SECRET_KEY_BASE=dummy" : "SECRET_KEY_BASE_DUMMY=1";
    }

    private static string[] Apt(IReadOnlyList<string> packages) =>
        ["apt-get update -qq", $"apt-get install --no-install-recommends -y {string.Join(' ', packages)}", "rm -rf /var/lib/apt/lists/*"];

    private static IEnumerable<string> Warnings(ProjectDirectory project, Gemfile gems)
    {
        if (!project.Exists(Gemfile.LockFile))
            yield return "There is no Gemfile.lock; bundler refuses to install for deployment without one.";
        if (gems.Declared.FirstOrDefault(gem => gem.Name == "sqlite3") is not null)
            yield return "A SQLite database in the project folder is read-only in Lambda; use a database server or a file in /tmp.";
        if (gems.Declared.FirstOrDefault(gem => gem.Name is "sidekiq" or "solid_queue" or "good_job") is { } queue)
            yield return $"{queue.Name} needs a worker process, which a Lambda function does not have.";
    }
}
