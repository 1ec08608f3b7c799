namespace LambdaImage.Engine.Tests.Frameworks.Ruby;

public sealed class Serving_Ruby_applications : IDisposable
{
    private readonly ManagedProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Rails_with_a_package_json_has_Node_while_it_builds()
    {
        Rails("7.0.8", "sprockets-rails").Write("package.json", """{ "dependencies": { "esbuild": "0.24" } }""").Write("package-lock.json", "{}");

        var text = _project.Text();

        text.ShouldContain("FROM public.ecr.aws/docker/library/ruby:3.3.6-slim-bookworm AS base");
        text.ShouldContain("npm ci\n");
        text.ShouldContain("SECRET_KEY_BASE=dummy bundle exec rails assets:precompile && rm -rf node_modules");
    }

    [Fact]
    public void Rails_that_knows_the_dummy_key_uses_it() =>
        Rails("7.1.0", "sprockets-rails").Text().ShouldContain("RUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile\n");

    [Fact]
    public void Rails_without_a_pipeline_has_no_assets() => Rails("8.0.1").Text().ShouldNotContain("assets:precompile");

    [Theory]
    [InlineData("public/assets/.manifest.json")]
    [InlineData("public/assets/.sprockets-manifest-0123.json")]
    [InlineData("public/assets/manifest-0123.js")]
    public void Assets_that_are_compiled_already_are_copied(string manifest)
    {
        Rails("8.0.1", "propshaft").Write(manifest, "{}").Write("package.json", "{}");

        var made = FixtureProject.Dockerfile(_project.Resolve());

        made.Text.ShouldNotContain("assets:precompile");
        made.Text.ShouldNotContain("node:");
        made.IgnoreText!.ShouldNotContain("public/assets");
    }

    [Fact]
    public void Named_steps_of_Rails_may_be_left_out_or_replaced()
    {
        Rails("8.0.1", "propshaft", "bootsnap");

        var text = _project.Text(new DockerfileOptions { Commands = new Dictionary<string, string> { ["bootsnap"] = "", ["assets"] = "bin/vite build" } });

        text.ShouldNotContain("bootsnap precompile");
        text.ShouldContain("RUN SECRET_KEY_BASE_DUMMY=1 bin/vite build\n");
    }

    [Fact]
    public void Rails_that_knows_how_it_is_is_asked_there()
    {
        Rails("8.0.1").Write("config/routes.rb", "get \"up\" => \"rails/health#show\"\n");

        _project.Text().ShouldContain("AWS_LWA_READINESS_CHECK_PATH=/up");
        var asked = _project.Text(new DockerfileOptions { WebAdapter = new WebAdapterOptions { ReadinessPath = "/ready" } });
        asked.ShouldContain("AWS_LWA_READINESS_CHECK_PATH=/ready");
        asked.ShouldNotContain("/up");
    }

    [Fact]
    public void Jemalloc_is_used_when_it_is_installed() =>
        Rails("8.0.1").Text(new DockerfileOptions { Packages = new PackageOptions { Deployment = ["libjemalloc2"] } }).ShouldContain("LD_PRELOAD=libjemalloc.so.2");

    [Fact]
    public void A_database_in_the_folder_is_warned_about()
    {
        Rails("8.0.1").Write("config/database.yml", "default: &default\n  adapter: sqlite3\n\ndevelopment:\n  <<: *default\n\nproduction:\n  adapter: sqlite3\n  database: storage/production.sqlite3\n");

        _project.Warnings().ShouldContain(warning => warning.StartsWith("config/database.yml:8", StringComparison.Ordinal));
    }

    [Fact]
    public void A_port_of_the_user_is_the_servers_too()
    {
        var text = Rails("8.0.1").Text(new DockerfileOptions { WebAdapter = new WebAdapterOptions { Port = 3000 } });

        text.ShouldContain("ENV PORT=3000 \\\n    AWS_LWA_PORT=3000");
        text.ShouldContain("CMD [\"--port\", \"3000\",");
    }

    [Theory]
    [InlineData("bin/rails server -p $PORT", "ENTRYPOINT [\"/usr/local/bin/ruby\", \"bin/rails\"]\nCMD [\"server\", \"-p\", \"8080\"]\n")]
    [InlineData("bundle exec puma -C config/puma.rb", "ENTRYPOINT [\"/usr/local/bin/bundle\", \"exec\", \"puma\"]\nCMD [\"-C\", \"config/puma.rb\"]\n")]
    [InlineData("rake db:migrate && puma", "ENTRYPOINT [\"/bin/bash\", \"-c\", \"exec rake db:migrate && puma\"]\n")]
    public void A_command_of_the_user_starts_it(string handler, string expected) =>
        Rails("8.0.1").Write("bin/rails", "#!/usr/bin/env ruby\n").Text(handler: handler).ShouldContain(expected);

    [Fact]
    public void A_server_that_is_missing_is_named()
    {
        _project.Write("Gemfile", "gem 'roda'\n").Write("Gemfile.lock", "GEM\n  specs:\n    roda (3.91.0)\n\nPLATFORMS\n  ruby\n").Write("config.ru", "run App\n");

        _project.Fails().Remedy.ShouldContain("bundle add puma");
    }

    [Fact]
    public void A_Sinatra_application_with_a_handler_of_its_own_is_called()
    {
        _project.Write("Gemfile", "gem 'sinatra'\ngem 'puma'\n").Write("Gemfile.lock", "GEM\n  specs:\n    puma (6.6.0)\n    sinatra (4.1.1)\n\nPLATFORMS\n  ruby\n").Write("config.ru", "run App\n")
            .Write("lambda.rb", "def handler(event:, context:)\nend\n");

        _project.Resolve().Framework.ShouldBe("Ruby");
    }

    [Fact]
    public void An_older_Jets_is_told_what_is_missing()
    {
        _project.Write("Gemfile", "gem 'jets', '~> 5.0'\n").Write("Gemfile.lock", "GEM\n  specs:\n    jets (5.0.13)\n\nPLATFORMS\n  ruby\n").Write("config/application.rb", "Jets.application.configure {}\n");

        var error = _project.Fails();

        error.Kind.ShouldBe(ErrorKind.HandlerNotFound);
        error.Message.ShouldContain("handlers/controller.rb");
    }

    [Fact]
    public void A_Rails_application_of_Jets_is_served_without_it()
    {
        Rails("8.0.1", "jets").Write("config/jets/deploy.rb", "").Write("config.ru", "run Rails.application\n");

        _project.Resolve().Framework.ShouldBe("Rails");
        _project.Warnings().ShouldContain(warning => warning.Contains("config/jets", StringComparison.Ordinal));
    }

    private ManagedProject Rails(string version, params string[] more) => _project
        .Write("Gemfile", $"ruby \"3.3.6\"\ngem \"rails\"\ngem \"puma\"\n{string.Concat(more.Select(gem => $"gem \"{gem}\"\n"))}")
        .Write("Gemfile.lock", $"GEM\n  specs:\n{string.Concat(more.Select(gem => $"    {gem} (1.0)\n"))}    puma (6.5.0)\n    rails ({version})\n\nPLATFORMS\n  ruby\n")
        .Write("config/application.rb", "");
}
