using System.Text.Json;
using LambdaImage.Engine.Configuration;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Configuration;

public sealed class Reading_lambda_image_yml : IDisposable
{
    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Every_key_has_its_place()
    {
        _project.Write("docker/Dockerfile", "FROM scratch\n").Write("gems/x/x.gemspec", "").Write("hooks/a.dockerfile", "").Write("hooks/b.dockerfile", "");
        var read = Read("""
            framework: Rails
            handler: app.handler
            command: [bin/rails, server]
            architecture: aarch64
            runtimeVersion: 3.10
            name: shop
            base: {image: "registry.example/base:1", name: ruby, tag: 3.4-slim, variant: "", distribution: debian, pin: true}
            packages:
              auto: false
              all: curl
              build: [git, libpq-dev=15]
              deployment: [libpq5]
            environment: {RAILS_ENV: production, WORKERS: 3, DEBUG: true}
            buildArguments:
              top: {BASE: 1}
              build: {TOKENLESS: }
              deployment: {REVISION: abc}
            secrets: [npm, {id: gems, variable: BUNDLE_GEMS, file: /root/.gems}]
            ssh: true
            copyBeforeInstall: [gems/x]
            hooks: {beforeBuild: hooks/a.dockerfile, afterBuild: '', afterDeployment: hooks/b.dockerfile}
            commands: {assets: bin/rails assets:precompile, bootsnap: false, build: ''}
            user: 1000
            normalizePermissions: false
            webAdapter: {image: a/b:1, port: 3000, readinessPort: 3001, readinessPath: /up, readinessProtocol: TCP, healthyStatus: 200-399,
              asyncInit: true, invokeMode: response_stream, compression: true, removeBasePath: /v1, passThroughPath: /events, errorStatusCodes: "500-599", authorizationSource: X-Auth}
            cacheMounts: false
            forceRubyPlatform: true
            dependencyInstall: Host
            ignore: [docs, "!docs/a.md"]
            labels: {com.example.team: shop, size: 3}
            sourceLabels: true
            sbom: true
            target: final
            baseMirror: base
            builder: far
            network: host
            cacheFrom: [r/cache:1]
            cacheTo: "type=inline"
            buildOptions: [--network=host]
            """);

        read.Framework.ShouldBe("Rails");
        read.Handler.ShouldBe("app.handler");
        read.Architecture.ShouldBe(LambdaArchitecture.Arm64);
        read.RuntimeVersion.ShouldBe("3.10", "a number would have become 3.1");
        read.Name.ShouldBe("shop");
        var options = read.Options;
        options.Command.ShouldBe(["bin/rails", "server"]);
        options.Base.ShouldBe(new BaseImageOptions { Image = "registry.example/base:1", Name = "ruby", Tag = "3.4-slim", Variant = "", Distribution = LinuxDistribution.Debian });
        options.PinBase.ShouldBe(true);
        options.Packages.Auto.ShouldBe(false);
        options.Packages.All.ShouldBe(["curl"]);
        options.Packages.Build.ShouldBe(["git", "libpq-dev=15"]);
        options.Packages.Deployment.ShouldBe(["libpq5"]);
        options.Environment.ShouldBe(new Dictionary<string, string> { ["RAILS_ENV"] = "production", ["WORKERS"] = "3", ["DEBUG"] = "true" }, ignoreOrder: true);
        options.BuildArguments.Top.ShouldBe([KeyValuePair.Create("BASE", (string?)"1")]);
        options.BuildArguments.Build.ShouldBe([KeyValuePair.Create("TOKENLESS", (string?)null)]);
        options.BuildArguments.Deployment.ShouldBe([KeyValuePair.Create("REVISION", (string?)"abc")]);
        options.Secrets.ShouldBe([new BuildSecret("npm"), new BuildSecret("gems", "BUNDLE_GEMS", "/root/.gems")]);
        options.Ssh.ShouldBe(true);
        options.CopyBeforeInstall.ShouldBe(["gems/x"]);
        options.Hooks.ShouldBe(new HookOptions { BeforeBuild = "hooks/a.dockerfile", AfterBuild = "", AfterDeployment = "hooks/b.dockerfile" });
        options.Commands.ShouldBe(new Dictionary<string, string> { ["assets"] = "bin/rails assets:precompile", ["bootsnap"] = "", ["build"] = "" }, ignoreOrder: true);
        options.User.ShouldBe("1000");
        options.NormalizePermissions.ShouldBe(false);
        options.WebAdapter.ShouldBe(new WebAdapterOptions
        {
            Image = "a/b:1",
            Port = 3000,
            ReadinessPort = 3001,
            ReadinessPath = "/up",
            ReadinessProtocol = "tcp",
            HealthyStatus = "200-399",
            AsyncInit = true,
            InvokeMode = "response_stream",
            Compression = true,
            RemoveBasePath = "/v1",
            PassThroughPath = "/events",
            ErrorStatusCodes = "500-599",
            AuthorizationSource = "X-Auth",
        });
        options.CacheMounts.ShouldBe(false);
        options.ForceRubyPlatform.ShouldBe(true);
        options.DependencyInstall.ShouldBe(DependencyInstall.Host);
        options.Ignore.ShouldBe(["docs", "!docs/a.md"]);
        options.Labels.ShouldBe(new Dictionary<string, string> { ["com.example.team"] = "shop", ["size"] = "3" }, ignoreOrder: true);
        options.SourceLabels.ShouldBe(true);
        options.Sbom.ShouldBe(true);
        options.BaseMirror.ShouldBe("base");
        (options.Builder, options.Network).ShouldBe(("far", "host"));
        options.Target.ShouldBe("final");
        options.CacheFrom.ShouldBe(["r/cache:1"]);
        options.CacheTo.ShouldBe(["type=inline"]);
        options.BuildOptions.ShouldBe(["--network=host"]);
    }

    [Fact]
    public void Every_key_is_in_the_test_above()
    {
        var text = File.ReadAllText(Path.Combine(Golden.Root, "tests/LambdaImage.Engine.Tests/Configuration/Reading_lambda_image_yml.cs"));

        ConfigurationKeys.Leaves.Select(leaf => leaf.Key.Name).Except(["dockerfile", "image", "beforeDeployment"]).ShouldAllBe(name => text.Contains(name + ":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("packages:\nenvironment:\nhooks:\nsecrets:\n")]
    public void What_is_empty_decides_nothing(string text)
    {
        var read = Read(text);

        read.Evidence.ShouldBeEmpty();
        JsonSerializer.Serialize(read.Options).ShouldBe(JsonSerializer.Serialize(new DockerfileOptions()));
    }

    [Theory]
    [InlineData("handlr: app.handler", 1, "handlr", "Did you mean handler?")]
    [InlineData("name: a\nbase:\n  varaint: slim", 3, "base.varaint", "Did you mean base.variant?")]
    [InlineData("variant: slim", 1, "variant", "Did you mean base.variant?")]
    [InlineData("build_arguments: {}", 1, "build_arguments", "Did you mean buildArguments?")]
    [InlineData("webAdapter: {prot: 80}", 1, "webAdapter.prot", "Did you mean webAdapter.port?")]
    [InlineData("Handler: x", 1, "Handler", "Did you mean handler?")]
    [InlineData("gizmology: {}", 1, "gizmology", "There are: framework, handler")]
    public void An_unknown_key_is_refused_with_the_nearest_known_one(string text, int line, string key, string remedy)
    {
        var refused = Refused(text);

        refused.Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
        refused.Location!.Line.ShouldBe(line);
        refused.Message.ShouldContain($"lambda-image.yml:{line}:");
        refused.Message.ShouldContain($"'{key}'");
        refused.Remedy.ShouldStartWith(remedy);
    }

    [Theory]
    [InlineData("handler: [a]", "Give it a text")]
    [InlineData("handler:", "handler has no value")]
    [InlineData("handler: ''", "handler has no value")]
    [InlineData("ssh: maybe", "Give it true or false")]
    [InlineData("webAdapter: {port: 80800}", "a port between 1 and 65535")]
    [InlineData("webAdapter: {port: http}", "a port between 1 and 65535")]
    [InlineData("architecture: s390x", "x86_64, arm64")]
    [InlineData("base: {distribution: debain}", "Did you mean debian?")]
    [InlineData("base: ruby:3.4", "keys below it: image, name, tag")]
    [InlineData("base: {image: 'ruby:3.4 AS x'}", "not an image reference")]
    [InlineData("packages: [git]", "keys below it: auto, all, build, deployment")]
    [InlineData("packages: {all: ['git; rm -rf /']}", "not the name of a package")]
    [InlineData("environment: [A=1]", "NAME: value")]
    [InlineData("environment: {A-B: 1}", "not the name of a variable")]
    [InlineData("environment: {A: }", "environment.A has no value")]
    [InlineData("environment: {A: [1]}", "environment.A has another form")]
    [InlineData("environment: {A: \"1\\n2\"}", "line break")]
    [InlineData("commands: {build: \"a\\nb\"}", "join commands with &&")]
    [InlineData("command: node server.js", "command: [node, server.js]")]
    [InlineData("user: 'root; id'", "not a user")]
    [InlineData("copyBeforeInstall: ../lib", "not a path inside the project")]
    [InlineData("copyBeforeInstall: /lib", "not a path inside the project")]
    [InlineData("copyBeforeInstall: lib", "which does not exist")]
    [InlineData("hooks: {beforeBuild: nowhere}", "which does not exist")]
    [InlineData("dockerfile: nowhere", "which does not exist")]
    [InlineData("ignore: ['[']", "ignore pattern")]
    [InlineData("framework: Rials", "Did you mean Rails?")]
    [InlineData("- handler", "keys such as")]
    [InlineData("text", "keys such as")]
    public void A_value_of_the_wrong_form_is_refused_with_what_was_expected(string text, string expected)
    {
        var refused = Refused(text);

        refused.Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
        refused.Location.ShouldNotBeNull();
        (refused.Message + " " + refused.Remedy).ShouldContain(expected);
    }

    [Theory]
    [InlineData("secrets: {npm: hunter2}")]
    [InlineData("secrets: hunter2")]
    [InlineData("secrets: [{id: npm, value: hunter2}]")]
    [InlineData("secrets: ['hunter2=']")]
    [InlineData("secrets: [[hunter2]]")]
    public void The_value_of_a_secret_is_refused_and_not_repeated(string text)
    {
        var refused = Refused(text);

        refused.Remedy.ShouldContain("-Secret @{ npm = './token' }");
        (refused.Message + refused.Remedy + refused.Target).ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_key_that_is_there_twice_is_refused_with_both_lines()
    {
        var refused = Refused("name: a\nhandler: b\nname: c");

        refused.Message.ShouldContain("lambda-image.yml:3:1: the key 'name' is given twice, first in line 1.");
    }

    [Theory]
    [InlineData("environment: &a {X: 1}", "&a")]
    [InlineData("name: *a", "*a")]
    [InlineData("name: !!str a", "tags")]
    [InlineData("name: a\n---\nname: b", "a second document")]
    [InlineData("name: [a", "not valid YAML")]
    [InlineData("name: a\n\thandler: b", "not valid YAML")]
    [InlineData("? [a]\n: b", "a key has to be a text")]
    public void What_no_configuration_needs_is_refused(string text, string expected) => Refused(text).Message.ShouldContain(expected);

    [Fact]
    public void A_deep_nest_is_refused_before_it_exhausts_the_stack() =>
        Refused("name: " + new string('[', 100_000)).Message.ShouldContain("nested more than");

    [Fact]
    public void A_file_of_another_kind_is_refused_by_its_size() =>
        Refused("name: a #" + new string('x', 300_000)).Message.ShouldContain("larger");

    [Fact]
    public void Two_files_are_one_too_many()
    {
        _project.Write("lambda-image.yaml", "name: a");

        Refused("name: b").Message.ShouldContain("both");
    }

    [Fact]
    public void A_file_that_was_named_must_be_there() => Should.Throw<LambdaImageException>(() =>
        ProjectConfiguration.Read(new() { Path = _project.Path, Configuration = "other.yml" }, _ => null)).Message.ShouldContain(_project.Of("other.yml"));

    [Fact]
    public void Paths_are_relative_to_the_file()
    {
        _project.Write("app/x", "").Write("shared/lambda-image.yml", "hooks: {beforeBuild: tools.dockerfile}\ndockerfile: Dockerfile").Write("shared/tools.dockerfile", "").Write("shared/Dockerfile", "");

        var read = ProjectConfiguration.Read(new() { Path = _project.Of("app"), Configuration = "../shared/lambda-image.yml" }, _ => null);

        read.Options.Hooks.BeforeBuild.ShouldBe("../shared/tools.dockerfile");
        read.Dockerfile.ShouldBe(_project.Of("shared/Dockerfile"));
    }

    private ProjectConfiguration Read(string text)
    {
        _project.Write(ConfigurationFile.Name, text);
        return ProjectConfiguration.Read(new() { Path = _project.Path }, _ => null);
    }

    private LambdaImageException Refused(string text) => Should.Throw<LambdaImageException>(() => Read(text));
}
