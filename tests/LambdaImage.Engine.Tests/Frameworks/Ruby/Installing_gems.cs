using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Ruby;

public sealed class Installing_gems : IDisposable
{
    private readonly ManagedProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("def lambda_handler(event:, context:)\nend\n", "app.lambda_handler")]
    [InlineData("module Shop\n  class Handler\n    def self.process(event:, context:)\n    end\n  end\nend\n", "app.Shop::Handler.process")]
    [InlineData("class A\n  def self.x; end\nend\nclass Handler\n  class << self\n    def process(event:, context:)\n    end\n  end\nend\n", "app.Handler.process")]
    [InlineData("def handler(event:, context: nil)\nend\n", "app.handler")]
    public void A_handler_is_found(string code, string handler) => _project.Write("app.rb", code).Resolve().Handler.ShouldBe(handler);

    [Theory]
    [InlineData("class A\n  def process(event:, context:)\n  end\nend\n")]
    [InlineData("# def handler(event:, context:)\n")]
    [InlineData("def handler(event, context)\nend\n")]
    public void What_only_looks_like_a_handler_is_none(string code) =>
        _project.Write("app.rb", code).Write("Gemfile", "source 'x'\n").Fails().Kind.ShouldBe(ErrorKind.HandlerNotFound);

    [Fact]
    public void A_function_without_gems_needs_no_other_stage() =>
        _project.Write("app.rb", "def lambda_handler(event:, context:)\nend\n").Text().ShouldEndWith("\nFROM public.ecr.aws/lambda/ruby:3.4\nCOPY . ./\nCMD [\"app.lambda_handler\"]\n");

    [Fact]
    public void One_Ruby_and_no_other_takes_the_image_of_that_Ruby()
    {
        Function("gem 'jwt'\nruby '3.4.1'\n", "    jwt (2.10.1)\n");

        var text = _project.Text();

        text.ShouldContain("FROM public.ecr.aws/docker/library/ruby:3.4.1-slim-bookworm AS base\n");
        text.ShouldContain("ENTRYPOINT [\"/opt/runtime-client/bin/aws_lambda_ric\"]\nCMD [\"app.lambda_handler\"]\n");
        text.ShouldContain("GEM_PATH=/var/task/vendor/bundle/ruby/3.4.0:/opt/runtime-client\n");
        _project.Warnings().ShouldContain(warning => warning.Contains("3.4.1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lock_file_for_other_processors_is_told()
    {
        Function("gem 'jwt'\n", "    jwt (2.10.1)\n", "arm64-darwin-24\n  x86_64-linux");

        _project.Text().ShouldContain("bundle install");
        _project.Fails(architecture: LambdaArchitecture.Arm64).Remedy.ShouldContain("bundle lock --add-platform aarch64-linux");
    }

    [Fact]
    public void A_project_without_lock_file_is_told() =>
        _project.Write("Gemfile", "gem 'jwt'\n").Write("app.rb", "def lambda_handler(event:, context:)\nend\n").Fails().Remedy.ShouldContain("bundle lock");

    [Fact]
    public void Precompiled_gems_need_nothing_unless_they_are_to_be_compiled()
    {
        Function("gem 'nokogiri'\n", "    nokogiri (1.18.8)\n    nokogiri (1.18.8-x86_64-linux-gnu)\n", "ruby\n  x86_64-linux-gnu");

        _project.Text().ShouldNotContain("libxml2");
        _project.Text(architecture: LambdaArchitecture.Arm64).ShouldContain("libxml2-devel");
        var forced = _project.Text(new DockerfileOptions { ForceRubyPlatform = true });
        forced.ShouldContain("libxml2-devel");
        forced.ShouldContain("BUNDLE_FORCE_RUBY_PLATFORM=true");
    }

    [Fact]
    public void What_Amazon_Linux_lacks_takes_a_handler_to_Debian()
    {
        Function("gem 'ruby-vips'\n", "    ruby-vips (2.2.3)\n");

        _project.Text().ShouldContain("libvips42");
        _project.Warnings().ShouldContain(warning => warning.Contains("ruby-vips (Gemfile:1)", StringComparison.Ordinal));
        _project.Fails(options: new DockerfileOptions { Base = new BaseImageOptions { Tag = "3.4-x86_64" } }).Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
    }

    [Fact]
    public void Gems_from_repositories_bring_git_and_need_Bundler_at_run_time()
    {
        _project.Write("Gemfile", "gem 'mine', github: 'acme/mine'\n").Write("app.rb", "def lambda_handler(event:, context:)\nend\n")
            .Write("Gemfile.lock", "GIT\n  remote: https://github.com/acme/mine.git\n  specs:\n    mine (1.0)\n\nPLATFORMS\n  ruby\n");

        _project.Text().ShouldContain(" git-core ");
        _project.Warnings().ShouldContain(warning => warning.Contains("bundler/setup", StringComparison.Ordinal));
    }

    [Fact]
    public void Passenger_is_refused()
    {
        _project.Write("config.ru", "run 1\n");
        Gems("gem 'rack'\ngem 'passenger'\ngem 'puma'\n", "    passenger (6.0.27)\n    puma (6.6.0)\n    rack (3.1.13)\n");

        _project.Fails().Message.ShouldContain("Gemfile:2");
    }

    [Fact]
    public void On_this_machine_only_gems_without_native_code_are_installed()
    {
        Function("gem 'oj'\n", "    oj (3.16.10)\n");

        Should.Throw<LambdaImageException>(() => _project.OnHost()).Kind.ShouldBe(ErrorKind.DependencyInstallUnavailable);
        Function("gem 'jwt'\n", "    jwt (2.10.1)\n");
        _project.OnHost().HostInstall.ShouldNotBeNull().Commands.Count.ShouldBe(3);
    }

    [Fact]
    public void Gems_that_only_others_of_development_need_are_none_of_production()
    {
        using var folder = new TempProject(("Gemfile", "gem 'a'\ngroup :development do\n  gem 'b'\nend\n"),
            ("Gemfile.lock", "GEM\n  specs:\n    a (1)\n      shared\n    b (1)\n      shared\n      only_b\n    only_b (1)\n    shared (1)\n"));

        var gems = Gemfile.Read(new ProjectDirectory(folder.Path)).ShouldNotBeNull();

        gems.Production.Select(gem => gem.Dependency.Name).ShouldBe(["a", "shared"]);
    }

    private void Function(string gemfile, string specs, string platforms = "ruby") =>
        Gems(gemfile, specs, platforms).Write("app.rb", "def lambda_handler(event:, context:)\nend\n");

    private ManagedProject Gems(string gemfile, string specs, string platforms = "ruby") => _project
        .Write("Gemfile", gemfile).Write("Gemfile.lock", $"GEM\n  remote: https://rubygems.org/\n  specs:\n{specs}\nPLATFORMS\n  {platforms}\n");
}
