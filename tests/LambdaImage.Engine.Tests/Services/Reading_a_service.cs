using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Services;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Services;

public sealed class Reading_a_service : IDisposable
{
    private const string Shop = """
        service: shop
        variables:
          team: core
          owner: ${var:team}@acme
        defaults:
          memory: 512
          environment:
            STAGE: ${stage}
            OWNER: ${var:owner}
        repository:
          name: acme/{service}-{stage}
          imageTags: ["{image}", "{image}-{sha}"]
          scanOnPush: true
          maxImages: 5
        images:
          web:
            path: web
            dockerfile: Dockerfile
            target: final
            buildArguments:
              top: { COLOUR: blue }
          worker: worker
          base: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/base:1
        functions:
          api:
            image: web
            command: [app.handler]
            memory: 1024
            environment:
              COLOUR: red
          jobs: worker
          echo:
            name: acme-echo
            image: base
        stages:
          prod:
            defaults: { memory: 2048 }
            variables: { team: ops }
            functions:
              api: { timeout: 30 }
        """;

    private readonly TempProject _project = new();

    public Reading_a_service() => _project.Write("web/Dockerfile", "FROM scratch").Write("worker/app.py", "");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Functions_have_what_is_theirs_over_what_all_have()
    {
        var service = Read(Shop);

        service.Name.ShouldBe("shop");
        service.Stage.ShouldBe("dev");
        var api = service.Functions[0];
        api.FunctionName.ShouldBe("shop-dev-api");
        api.Settings.MemorySize.ShouldBe(1024);
        api.Settings.Command.ShouldBe(["app.handler"]);
        api.Settings.Environment.ShouldBe(new Dictionary<string, string> { ["STAGE"] = "dev", ["OWNER"] = "core@acme", ["COLOUR"] = "red" }, ignoreOrder: true);
        service.Functions[1].Settings.MemorySize.ShouldBe(512);
        service.Functions[2].FunctionName.ShouldBe("acme-echo");
    }

    [Fact]
    public void A_stage_changes_only_what_it_names()
    {
        var service = Read(Shop, "prod");

        service.Stage.ShouldBe("prod");
        var api = service.Functions[0];
        api.FunctionName.ShouldBe("shop-prod-api");
        api.Settings.MemorySize.ShouldBe(1024);
        api.Settings.Timeout.ShouldBe(30);
        api.Settings.Environment!["OWNER"].ShouldBe("ops@acme");
        service.Functions[1].Settings.MemorySize.ShouldBe(2048);
    }

    [Fact]
    public void Who_may_call_a_function_is_said_by_statements()
    {
        var permissions = Read("""
            service: shop
            defaults:
              permissions:
                events: events.amazonaws.com
            functions:
              api:
                permissions:
                  uploads:
                    principal: s3.amazonaws.com
                    sourceArn: arn:aws:s3:::uploads
                    sourceAccount: "012345678901"
                  partner:
                    principal: "210987654321"
                    action: lambda:GetFunction
            """).Functions[0].Settings.Permissions;

        permissions.ShouldBe(
        [
            new() { StatementId = "events", Principal = "events.amazonaws.com" },
            new() { StatementId = "uploads", Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::uploads", SourceAccount = "012345678901" },
            new() { StatementId = "partner", Principal = "210987654321", Action = "lambda:GetFunction" },
        ]);
    }

    [Fact]
    public void Images_are_projects_of_their_own_folder()
    {
        var service = Read(Shop);

        service.Images.Select(image => image.Name).ShouldBe(["web", "worker", "base"]);
        service.Images[0].Project!.Path.ShouldBe(_project.Of("web"));
        service.Images[0].Project!.Settings.Select(setting => setting.Key).ShouldBe(["dockerfile", "target", "buildArguments"], ignoreOrder: true);
        service.Images[0].Project!.Settings.Single(setting => setting.Key == "dockerfile").Value.ShouldContain(_project.Of("web/Dockerfile").Replace("\\", "\\\\", StringComparison.Ordinal));
        service.Images[2].Uri.ShouldStartWith("123456789012.dkr.ecr");
        service.Functions[0].Image.ShouldBe(service.Images[0]);
    }

    [Fact]
    public void The_repository_is_described_once()
    {
        var service = Read(Shop);

        service.Repository.ShouldBe("acme/{service}-{stage}");
        service.ImageTags.ShouldBe(["{image}", "{image}-{sha}"]);
        service.RepositoryOptions.ScanOnPush.ShouldBe(true);
        service.RepositoryOptions.MaxImages.ShouldBe(5);
    }

    [Fact]
    public void Traffic_is_said_for_all_and_changed_by_one_or_a_stage()
    {
        const string Text = """
            service: s
            defaults:
              traffic: { alias: live, canary: [10, 12.5], bakeTime: 1h30m, alarms: errors, maxErrorPercent: 0.5 }
            functions:
              a:
                traffic:
                  canary: 20
                  smokePayload: '{"path": "/"}'
                  smokeExpect: ok|fine
                release: { command: [php, artisan, migrate], engine: podman, credentials: true, payload: '"migrate"' }
              b:
            stages:
              prod: { defaults: { traffic: { bakeTime: 30s } } }
            """;

        var dev = Read(Text).Functions;
        var prod = Read(Text, "prod").Functions;

        dev[0].Traffic.ShouldSatisfyAllConditions(
            traffic => traffic.Alias.ShouldBe("live"),
            traffic => traffic.Canary.ShouldBe([20]),
            traffic => traffic.SmokePayload.ShouldBe("""{"path": "/"}"""),
            traffic => traffic.SmokeExpect.ShouldBe("ok|fine"),
            traffic => traffic.ReleaseCommand.ShouldBe(["php", "artisan", "migrate"]),
            traffic => traffic.ReleaseEngine.ShouldBe(BuildEngine.Podman),
            traffic => traffic.ReleaseCredentials.ShouldBeTrue(),
            traffic => traffic.ReleasePayload.ShouldBe("\"migrate\""));
        dev[1].Traffic.ShouldSatisfyAllConditions(
            traffic => traffic.Canary.ShouldBe([10, 12.5]),
            traffic => traffic.BakeTime.ShouldBe(TimeSpan.FromMinutes(90)),
            traffic => traffic.Alarms.ShouldBe(["errors"]),
            traffic => traffic.MaxErrorPercent.ShouldBe(0.5),
            traffic => traffic.ReleaseCommand.ShouldBeNull());
        prod.Select(function => function.Traffic.BakeTime).ShouldAllBe(time => time == TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_wish_of_this_run_goes_before_each_of_the_file()
    {
        var own = new TrafficOptions { Alias = "live", Canary = [10], BakeTime = TimeSpan.FromMinutes(1), ReleaseCommand = ["a"], ReleaseEngine = BuildEngine.Podman };

        var both = own.With(new TrafficOptions { Canary = [50], ReleaseCommand = ["b"] });

        (both.Alias, both.BakeTime, both.ReleaseEngine).ShouldBe(("live", TimeSpan.FromMinutes(1), BuildEngine.Podman));
        both.Canary.ShouldBe([50]);
        both.ReleaseCommand.ShouldBe(["b"]);
    }

    [Theory]
    [InlineData("traffic: { alias: '12' }", "name of an alias")]
    [InlineData("traffic: { canary: [10, 120] }", "percentage")]
    [InlineData("traffic: { bakeTime: 5 }", "write 30s, 5m or 1h")]
    [InlineData("traffic: { maxErrorPercent: all }", "percentage")]
    [InlineData("traffic: { aliass: live }", "alias")]
    [InlineData("release: { engine: buildah }", "auto, docker, podman")]
    [InlineData("release: { command: php artisan migrate }", "one word")]
    public void A_wish_about_traffic_that_cannot_be_is_refused_where_it_stands(string keys, string why)
    {
        var failure = Should.Throw<LambdaImageException>(() => Read($"service: s\nfunctions:\n  a:\n    {keys}"));

        failure.Location!.Line.ShouldBe(4);
        (failure.Message + failure.Remedy).ShouldContain(why);
    }

    [Fact]
    public void One_image_needs_no_name()
    {
        var service = Read("handler: app.handler\nfunctions:\n  api: {}\n  jobs: { command: [jobs.handler] }");

        service.Images.Single().Project!.Path.ShouldBe(_project.Path);
        service.Functions.Select(function => function.Image).Distinct().Single().Name.ShouldBe(ServiceReader.OnlyImage);
    }

    [Fact]
    public void A_parameter_goes_before_the_file()
    {
        _project.Write(ConfigurationFile.Name, Shop);
        var request = new ProjectRequest { Path = _project.Path, Settings = [new("functions.api.memory", "256", "-Setting"), new("repository.maxImages", "9", "-Setting")] };

        var service = new ServiceFiles(new EmptyEnvironment()).Find(request, [], new AwsSession(), new RecordingReporter())!;

        service.Functions[0].Settings.MemorySize.ShouldBe(256);
        service.RepositoryOptions.MaxImages.ShouldBe(9);
    }

    [Theory]
    [InlineData("functions:\n  api:\n    memry: 1", 3, "functions.api.memry", "memory")]
    [InlineData("functions:\n  api:\n    memory: much", 3, "functions.api.memory", "whole number")]
    [InlineData("images:\n  web:\n    path: web\n  worker: worker\nfunctions:\n  api:\n    image: wbe", 7, "'wbe'", "web")]
    [InlineData("images:\n  web: web\n  worker: worker\nfunctions:\n  api: {}", 5, "neither image nor uri", "image:")]
    [InlineData("images:\n  web: web\nfunctions:\n  api:\n    image: web\n    uri: x.dkr.ecr.y/z:1", 5, "both uri and image", "Remove")]
    [InlineData("images:\n  web:\n    uri: x.dkr.ecr.y/z:1\n    target: final", 4, "both uri and target", "Remove")]
    [InlineData("images:\n  Web: web", 2, "'Web'", "lambda-image-yml")]
    [InlineData("images:\n  web:\n    path: wbe", 3, "wbe", "Correct the path")]
    [InlineData("service: s\nfunctions:\n  a:\n    description: ${var:tem}\nvariables: { team: x }", 4, "${var:tem}", "${var:team}")]
    [InlineData("service: s\nfunctions:\n  a:\n    description: ${env:NOBODY}", 4, "NOBODY", "default")]
    [InlineData("service: s\nfunctions:\n  a:\n    description: ${self:custom.x}", 4, "self:custom.x", "${var:NAME}")]
    [InlineData("service: s\nvariables:\n  a: ${var:b}\n  b: ${var:a}\nfunctions:\n  a:\n    description: ${var:a}", 4, "a → b → a", "value of its own")]
    [InlineData("stages:\n  prod:\n    handlr: x", 3, "stages.prod.handlr", "handler")]
    [InlineData("functions:\n  api:\n    permissions:\n      uploads:\n        sourceArn: arn:aws:s3:::uploads", 4, "uploads", "principal: s3.amazonaws.com")]
    [InlineData("functions:\n  api:\n    permissions:\n      a b: s3.amazonaws.com", 4, "a b", "lambda-image-yml")]
    [InlineData("functions:\n  api:\n    command: python app.py", 3, "functions.api.command", "command: [python, app.py]")]
    public void Mistakes_are_told_with_their_place(string text, int line, string problem, string remedy)
    {
        var error = Should.Throw<LambdaImageException>(() => Read(text));

        error.Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
        error.Location!.Line.ShouldBe(line, error.Message);
        error.Message.ShouldContain(problem);
        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void A_stage_that_is_not_there_is_refused_with_the_nearest()
    {
        Should.Throw<LambdaImageException>(() => Read(Shop, "prdo")).Remedy.ShouldContain("-Stage prod");
        Read(Shop, "dev").Stage.ShouldBe("dev");
    }

    [Fact]
    public void Variables_that_multiply_end_soon()
    {
        var chain = string.Concat(Enumerable.Range(1, 30).Select(each => $"  v{each}: {string.Concat(Enumerable.Repeat($"${{var:v{each - 1}}}", 10))}\n"));

        Read($"service: s\nvariables:\n  v0: ''\n{chain}functions:\n  a: {{ environment: {{ X: \"${{var:v30}}\" }} }}").Functions[0].Settings.Environment!["X"].ShouldBe("");
        Should.Throw<LambdaImageException>(() => Read($"service: s\nvariables:\n  v0: x\n{chain}functions:\n  a: {{ environment: {{ X: \"${{var:v30}}\" }} }}"))
            .Message.ShouldContain("characters");
    }

    [Fact]
    public void References_of_a_Dockerfile_stay_its_own()
    {
        _project.Write(ConfigurationFile.Name, "environment:\n  PATH: /opt:${PATH}\n  STAGE: ${stage}");
        ProjectConfiguration.Read(new() { Path = _project.Path }, _ => null).Options.Environment.ShouldBe(new Dictionary<string, string> { ["PATH"] = "/opt:${PATH}", ["STAGE"] = "${stage}" });

        _project.Write(ConfigurationFile.Name, "service: s\nenvironment:\n  PATH: /opt:${PATH}\n  STAGE: ${stage}\n  PLAIN: $${stage}");
        ProjectConfiguration.Read(new() { Path = _project.Path, Stage = "prod" }, _ => null).Options.Environment
            .ShouldBe(new Dictionary<string, string> { ["PATH"] = "/opt:${PATH}", ["STAGE"] = "prod", ["PLAIN"] = "${stage}" });
    }

    [Fact]
    public void A_variable_of_the_environment_has_its_value_or_its_default()
    {
        _project.Write(ConfigurationFile.Name, "service: s\nfunctions:\n  a:\n    role: ${env:ROLE}\n    description: ${env:NOBODY, nothing}");
        var root = ConfigurationFile.Read(_project.Of(ConfigurationFile.Name), null, name => name == "ROLE" ? "lambda" : null);
        var function = new ServiceReader(root, _project.Of(ConfigurationFile.Name), new() { Path = _project.Path }).Read().Functions.Single();

        function.Settings.Role.ShouldBe("lambda");
        function.Settings.Description.ShouldBe("nothing");
    }

    private ServiceDefinition Read(string text, string? stage = null)
    {
        _project.Write(ConfigurationFile.Name, text);
        var path = _project.Of(ConfigurationFile.Name);
        return new ServiceReader(ConfigurationFile.Read(path, stage, _ => null), path, new() { Path = _project.Path }).Read();
    }
}
