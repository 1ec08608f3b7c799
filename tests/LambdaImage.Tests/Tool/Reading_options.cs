namespace LambdaImage.Tests.Tool;

public sealed class Reading_options
{
    private readonly ScriptedEngine _engine = new();

    [Theory]
    [InlineData(null, "build", "app")]
    [InlineData("Dockerfile", "build", "app", "--dockerfile")]
    [InlineData("docker/prod", "build", "app", "--dockerfile", "docker/prod")]
    public async Task Dockerfile_without_a_path_is_the_one_of_that_name(string? expected, params string[] arguments)
    {
        await ToolRun.OfAsync(_engine, null, arguments);
        _engine.Requests.OfType<ProjectRequest>().Single().Dockerfile.ShouldBe(expected);
    }

    [Fact]
    public async Task Lists_and_pairs_may_be_given_several_times()
    {
        await ToolRun.OfAsync(
            _engine, "", "deploy", "app", "--function", "demo", "--tag", "a", "--tag", "b", "--env", "A=1=2", "--env", "B=", "--command", "index.handler", "--build-arg", "X=y");
        var request = _engine.Requests.OfType<ServiceRequest>().Single();
        var project = new LambdaProject { Path = "/app", Name = "shop", Mode = BuildMode.Managed, ModeReason = "default" };
        var build = request.Build(new LambdaDockerfile { Project = project, ContextPath = "/app" });
        build.BuildArguments["X"].ShouldBe("y");
        var image = (await _engine.PlanAsync(build, null!, default)).RunAsync(null!, default).Result;
        request.Publish(image).Tags.ShouldBe(["a", "b"]);
        request.FunctionNames.ShouldBe(["demo"]);
        var settings = request.Update.Settings;
        settings.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "1=2", ["B"] = "" });
        settings.Command.ShouldBe(["index.handler"]);
        settings.EntryPoint.ShouldBeNull();
    }

    [Fact]
    public async Task A_service_needs_no_function_and_takes_several()
    {
        await ToolRun.OfAsync(_engine, null, "deploy", "app", "--stage", "prod", "--all-images", "--throttle", "2");
        await ToolRun.OfAsync(_engine, null, "deploy", "app", "--function", "a", "--also", "b");

        _engine.Requests.OfType<ServiceRequest>().First().FunctionNames.ShouldBeEmpty();
        _engine.Requests.OfType<ServiceRequest>().First().ShouldSatisfyAllConditions(
            request => request.Project.Stage.ShouldBe("prod"), request => request.AllImages.ShouldBeTrue(), request => request.ThrottleLimit.ShouldBe(2));
        _engine.Requests.OfType<ServiceRequest>().Last().FunctionNames.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task An_import_prints_its_text_or_names_what_is_missing()
    {
        (await ToolRun.OfAsync(_engine, null, "import", "app", "--from", "serverless.yml", "--print")).Out.ShouldBe("service: shop\n");
        (await ToolRun.OfAsync(_engine, null, "import", "app", "--force", "--stage", "prod")).Out.ShouldContain("functions.api.events");

        _engine.Requests.OfType<ImportRequest>().First().ShouldSatisfyAllConditions(
            request => request.From.ShouldBe("serverless.yml"), request => request.TextOnly.ShouldBeTrue(), request => request.Force.ShouldBeFalse());
        _engine.Requests.OfType<ImportRequest>().Last().ShouldSatisfyAllConditions(
            request => request.Stage.ShouldBe("prod"), request => request.TextOnly.ShouldBeFalse(), request => request.Force.ShouldBeTrue());
    }

    [Fact]
    public async Task An_empty_command_resets_it()
    {
        await ToolRun.OfAsync(_engine, null, "update", "--function", "demo", "--image-uri", "r/a@" + ScriptedEngine.Digest, "--command", "");
        _engine.Requests.OfType<UpdateFunctionRequest>().Single().Settings.Command.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_command_of_one_function_resets_it()
    {
        await ToolRun.OfAsync(
            _engine, null, "update", "--function", "a", "--also", "b", "--image-uri", "r/a@" + ScriptedEngine.Digest, "--command", "web", "--function-command", "b=");

        _engine.Requests.OfType<UpdateFunctionsRequest>().Single().Functions.Select(function => function.Settings.Command).ShouldBe([["web"], []]);
    }

    [Theory]
    [InlineData("--function-command has a command for 'b', which is not among the functions: a", "--function-command", "b=work")]
    [InlineData("--function-url-origin says nothing without --function-url", "--function-url-origin", "https://example.com")]
    [InlineData("--function-url-mode says nothing without --function-url", "--function-url-mode", "ResponseStream")]
    public async Task What_would_have_no_effect_is_refused(string told, params string[] arguments)
    {
        var run = await ToolRun.OfAsync(_engine, null, ["update", "--function", "a", "--image-uri", "r/a:1", .. arguments]);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain(told);
        _engine.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_of_the_configuration_become_settings()
    {
        await ToolRun.OfAsync(
            _engine, null, "build", "app", "--set", "base.variant=slim", "--package", "git", "--package", "curl", "--no-auto-package", "--image-env", "A=1", "--web-adapter", "port=3000",
            "--hook", "beforeBuild=x", "--build-secret", "npm", "--build-secret", "{id: gems, variable: X}", "--ssh", "--pin-base", "--config", "prod.yml");

        var request = _engine.Requests.OfType<ProjectRequest>().Single();
        request.Configuration.ShouldBe("prod.yml");
        request.Settings.Select(setting => $"{setting.Source}: {setting.Key} = {setting.Value}").ShouldBe(
        [
            "--set base.variant: base.variant = slim",
            "--package: packages.all = [\"git\",\"curl\"]",
            "--no-auto-package: packages.auto = false",
            "--image-env: environment = {\"A\":\"1\"}",
            "--web-adapter: webAdapter = {\"port\":\"3000\"}",
            "--hook: hooks = {\"beforeBuild\":\"x\"}",
            "--build-secret: secrets = [npm, {id: gems, variable: X}]",
            "--ssh: ssh = true",
            "--pin-base: base.pin = true",
        ]);
        _engine.Requests.OfType<DockerfileRequest>().First().RenewPins.ShouldBeTrue();
        _engine.Requests.OfType<BuildRequest>().Single().Ssh.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_empty_is_not_given()
    {
        await ToolRun.OfAsync(
            _engine, null, "project", "app", "--dockerfile", "", "--image", "", "--framework", "", "--handler", "", "--runtime-version", "", "--name", "", "--config", "", "--arch", "");

        var request = _engine.Requests.OfType<ProjectRequest>().Single();
        new object?[] { request.Dockerfile, request.Image, request.Framework, request.Handler, request.RuntimeVersion, request.Name, request.Configuration, request.Architecture }.ShouldAllBe(value => value == null);
    }

    [Theory]
    [InlineData("--wait is from 1 to 3600", "update", "--function", "a", "--image-uri", "r/a:1", "--wait", "-5")]
    [InlineData("--wait is from 1 to 3600", "restore", "--function", "a", "--wait", "0")]
    [InlineData("--scan-timeout is from 1 to 3600", "scan", "--image-uri", "r/a:1", "--scan-timeout", "4000")]
    [InlineData("--throttle is from 1 to 50", "functions", "--throttle", "0")]
    [InlineData("--top is from 0 to 2147483647", "measure", "--image", "a:1", "--top", "-1")]
    [InlineData("--keep-days is from 0 to 36500", "clear", "--repository", "shop", "--keep-days", "1e300")]
    [InlineData("--max-error-percent is from 0 to 100", "update", "--function", "a", "--image-uri", "r/a:1", "--max-error-percent", "NaN")]
    [InlineData("--memory-size is from 128 to 10240", "invoke", "--image", "a:1", "--memory-size", "64")]
    public async Task Numbers_have_the_bounds_of_the_cmdlets(string told, params string[] arguments)
    {
        var run = await ToolRun.OfAsync(_engine, null, arguments);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain(told);
        _engine.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mirror_belongs_to_the_build()
    {
        await ToolRun.OfAsync(_engine, null, "build", "app", "--base-mirror", "base");

        _engine.Requests.OfType<BuildRequest>().Single().BaseMirror.ShouldBe("base");
    }

    [Fact]
    public async Task What_container_CLIs_are_told_belongs_to_the_build()
    {
        await ToolRun.OfAsync(
            _engine, null, "build", "app", "--builder", "far", "--network", "host", "--cache-from", "a", "--cache-from", "b", "--cache-to", "type=inline", "--build-option=--add-host=a:1");

        var request = _engine.Requests.OfType<BuildRequest>().Single();
        (request.Engine, request.Builder, request.Network).ShouldBe((BuildEngine.Docker, "far", "host"));
        request.CacheFrom.ShouldBe(["a", "b"]);
        request.CacheTo.ShouldBe(["type=inline"]);
        request.Arguments.ShouldBe(["--add-host=a:1"]);
        _engine.Requests.OfType<DockerfileRequest>().Single().Engine.ShouldBe(BuildEngine.Docker);
    }

    [Fact]
    public async Task Labels_belong_to_the_build()
    {
        await ToolRun.OfAsync(_engine, null, "build", "app", "--label", "com.example.team=shop", "--label", "a=b=c", "--source-label");
        await ToolRun.OfAsync(_engine, null, "build", "app");

        var builds = _engine.Requests.OfType<BuildRequest>().ToArray();
        builds[0].Labels.ShouldBe(new Dictionary<string, string> { ["com.example.team"] = "shop", ["a"] = "b=c" }, ignoreOrder: true);
        (builds[0].SourceLabels, builds[^1].SourceLabels).ShouldBe((true, false));
        builds[^1].Labels.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_sbom_belongs_to_the_publication()
    {
        await ToolRun.OfAsync(_engine, null, "publish", "app", "--sbom");
        await ToolRun.OfAsync(_engine, null, "deploy", "app", "--function", "shop", "--sbom");
        await ToolRun.OfAsync(_engine, null, "publish", "app");

        _engine.Requests.OfType<PublishRequest>().First().Sbom.ShouldBeTrue();
        _engine.Requests.OfType<PublishRequest>().Last().Sbom.ShouldBeFalse();
        var deploy = _engine.Requests.OfType<ServiceRequest>().Single();
        deploy.Publish(_engine.Requests.OfType<PublishRequest>().First().Image).Sbom.ShouldBeTrue();
    }

    [Fact]
    public async Task A_dockerfile_can_be_ejected()
    {
        await ToolRun.OfAsync(_engine, null, "dockerfile", "app", "--eject", "--engine", "docker");

        var request = _engine.Requests.OfType<DockerfileRequest>().Single();
        request.Eject.ShouldBeTrue();
        request.Engine.ShouldBe(BuildEngine.Docker);
    }
}
