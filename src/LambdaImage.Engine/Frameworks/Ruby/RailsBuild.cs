using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>What is made of a Rails project while its image is built: bootsnap's cache and the assets.</summary>
internal static class RailsBuild
{
    private static readonly string[] Pipelines = ["propshaft", "shakapacker", "sprockets", "sprockets-rails", "vite_rails", "webpacker"];

    /// <summary>Lists of compiled assets: somebody has compiled them already.</summary>
    private static readonly string[] Compiled =
        ["public/assets/.manifest*.json", "public/assets/.sprockets-manifest*.json", "public/assets/manifest-*.js*", "public/packs/manifest.json", "public/vite/.vite/manifest.json", "public/vite/manifest.json"];

    /// <summary>Not below tmp, which becomes Lambda's empty /tmp.</summary>
    public static KeyValuePair<string, string> BootsnapCache => new("BOOTSNAP_CACHE_DIR", "/var/task/.cache");

    public static IEnumerable<KeyValuePair<string, string>> Shared(Gemfile gems) =>
        [new("RAILS_ENV", "production"), .. gems.Find("bootsnap") is null ? [] : new[] { BootsnapCache }];

    public static IEnumerable<KeyValuePair<string, string>> Environment(Gemfile gems, DockerfileOptions options) =>
    [
        new("RAILS_LOG_TO_STDOUT", "1"), new("RAILS_SERVE_STATIC_FILES", "1"), .. gems.Find("bootsnap") is null ? [] : new[] { KeyValuePair.Create("BOOTSNAP_READONLY", "1") },
        // The user's package: https://github.com/jemalloc/jemalloc
        .. options.Packages.Deployment.Concat(options.Packages.All).Contains("libjemalloc2") ? [new("LD_PRELOAD", "libjemalloc.so.2")] : Array.Empty<KeyValuePair<string, string>>(),
    ];

    /// <summary>Rails from 7.1 on knows how it is; what its root page does is another question.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Readiness(ProjectDirectory project, DockerfileOptions options) =>
        options.WebAdapter.ReadinessPath is null && project.ReadSource("config/routes.rb") is { } routes && routes.Contains("rails/health#show", StringComparison.Ordinal) && routes.Contains("\"up\"", StringComparison.Ordinal)
            ? [new("AWS_LWA_READINESS_CHECK_PATH", "/up")]
            : [];

    public static void Ignore(ProjectDirectory project, DockerfileBuilder file)
    {
        if (CompiledAssets(project) is null) file.Ignore("public/assets", "public/packs", "public/vite");
    }

    /// <summary>The steps in the build stage.</summary>
    public static Action<StageBuilder> Steps(ProjectDirectory project, Gemfile gems, DockerfileBuilder file) => stage =>
    {
        var assets = Pipelines.Any(name => gems.Find(name) is not null) && CompiledAssets(project) is null ? file.Command("assets", "bundle exec rails assets:precompile") : null;
        var node = assets is null ? null : RubyNode.Of(project);
        node?.Install(stage);
        stage.Copy(["."], "./");
        if (gems.Find("bootsnap") is not null && file.Command("bootsnap", "bundle exec bootsnap precompile --gemfile app/ lib/") is { } bootsnap)
            stage.Comment("Compiled once here, the application starts faster in Lambda.").Run(bootsnap);
        if (assets is not null)
            stage.Comment("Assets need a key to boot, but none of the real secrets.").Run([$"{DummyKey(gems)} {assets}", .. node is null ? [] : new[] { "rm -rf node_modules" }]);
        stage.Comment("Only /tmp can be written in Lambda.").Run("rm -rf tmp log", "ln -s /tmp tmp", "ln -s /tmp log");
    };

    private static string? CompiledAssets(ProjectDirectory project) => Compiled.SelectMany(project.Files).FirstOrDefault();

    /// <summary>Rails before 7.1 does not know the switch for a dummy, but takes any key.</summary>
    private static string DummyKey(Gemfile gems)
    {
        var locked = gems.Locked.FirstOrDefault(gem => gem.Name is "rails" or "railties")?.Constraint;
        return Version.TryParse(locked, out var version) && version < new Version(7, 1) ? "SECRET_KEY_BASE=dummy" : "SECRET_KEY_BASE_DUMMY=1";
    }
}
