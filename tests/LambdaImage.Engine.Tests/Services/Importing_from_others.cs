using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Services;
using LambdaImage.Engine.Services.Imports;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Services;

public sealed class Importing_from_others : IDisposable
{
    private const string Docs = "docs/coming-from-";

    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    public static TheoryData<string> Samples => ["from-serverless", "from-sam", "from-dotnet-lambda", "from-lambroll", "from-jets", "from-bref"];

    [Theory, MemberData(nameof(Samples))]
    public void What_is_written_down_deploys_the_same(string sample)
    {
        var folder = Path.Combine(Golden.Root, "docs", "samples", sample);
        var request = new ProjectRequest { Path = folder };
        var direct = Files().Find(request, [], new AwsSession(), new RecordingReporter())!;
        var imported = new ImportCatalog(new EmptyEnvironment()).Find(folder, null, new ImportOptions())!;
        var text = ConfigurationWriter.Write(imported.Root);
        var path = Path.Combine(folder, ConfigurationFile.Name);
        var written = new ServiceReader(
            new ConfigurationStage(null, _ => null).Apply(ConfigurationYaml.ReadFile(text, path)!, path), path, request).Read();

        direct.Functions.ShouldNotBeEmpty();
        Told(written).ShouldBe(Told(direct));
    }

    [Fact]
    public void Serverless_variables_are_worked_out()
    {
        _project.Write("web/Dockerfile", "FROM scratch").Write("env.yml", "dev: { COLOUR: blue }\nprod: { COLOUR: red }").Write("serverless.yml", """
            service: shop
            custom:
              sizes: { dev: 256, prod: 2048 }
              name: ${self:service}-${opt:stage, 'dev'}
            provider:
              name: aws
              stage: ${opt:stage, 'dev'}
              region: ${opt:region, 'eu-west-1'}
              memorySize: ${self:custom.sizes.${self:provider.stage}}
              environment: ${file(env.yml):${opt:stage, 'dev'}}
              ecr:
                images:
                  web: { path: web }
            functions:
              api:
                name: ${self:custom.name}-api
                role: ${env:ROLE, 'lambda'}
                image: { name: web, command: app.handler, entryPoint: [/run, 1] }
            """);

        var dev = Service(null);
        var prod = Service("prod");

        dev.Region.ShouldBe("eu-west-1");
        dev.Functions[0].Settings.MemorySize.ShouldBe(256);
        dev.Functions[0].Settings.Environment.ShouldBe(new Dictionary<string, string> { ["COLOUR"] = "blue" });
        dev.Functions[0].FunctionName.ShouldBe("shop-dev-api");
        dev.Functions[0].Settings.Command.ShouldBe(["app.handler"]);
        dev.Functions[0].Settings.EntryPoint.ShouldBe(["/run", "1"]);
        dev.Functions[0].Settings.Role.ShouldBe("lambda");
        dev.Functions[0].Settings.Timeout.ShouldBe(6);
        prod.Functions[0].Settings.MemorySize.ShouldBe(2048);
        prod.Functions[0].Settings.Environment!["COLOUR"].ShouldBe("red");
        prod.Functions[0].FunctionName.ShouldBe("shop-prod-api");
    }

    [Theory]
    [InlineData("${env:SECRET}", "${env:SECRET}", "hidden")]
    [InlineData("${opt:x, env:SECRET}", "${env:SECRET}", "hidden")]
    [InlineData("${opt:x, env:NONE, env:SECRET}", "${env:NONE, env:SECRET}", "hidden")]
    [InlineData("${env:NONE, env:SECRET, 'red'}", "${env:NONE, env:SECRET, red}", "hidden")]
    [InlineData("${env:NONE, ${env:SECRET}}", "${env:NONE, env:SECRET}", "hidden")]
    [InlineData("${env:NONE, self:custom.secret}", "${env:NONE, env:SECRET}", "hidden")]
    [InlineData("${env:NONE, ${opt:stage}}", "${env:NONE, dev}", "dev")]
    [InlineData("${env:NONE, self:custom.name}", "${env:NONE, shop-dev}", "shop-dev")]
    [InlineData("${env:NONE, 'env:SECRET'}", "${env:NONE, ''env:SECRET''}", "env:SECRET")]
    [InlineData("${opt:x, pre-${env:SECRET}}", "pre-${env:SECRET}", "pre-hidden")]
    [InlineData("${env:${self:custom.which}}", "${env:SECRET}", "hidden")]
    [InlineData("${env:${self:custom.which}, 'red'}", "${env:SECRET, red}", "hidden")]
    [InlineData("${env:NO_${self:custom.which}, env:NONE, 'red'}", "${env:NO_SECRET, env:NONE, red}", "red")]
    [InlineData("${strToBool(${env:SECRET, 'false'})}", "${env:SECRET, false}", "hidden")]
    [InlineData("${opt:x, ${env:SECRET}:80}", "${env:SECRET}:80", "hidden:80")]
    [InlineData("${env:NONE, \\\"'hi'\\\"}", "${env:NONE, ''''hi''''}", "'hi'")]
    [InlineData("${env:NONE, \\\"it's\\\"}", "${env:NONE, it''s}", "it's")]
    public void Variables_of_the_environment_are_never_written_out(string value, string written, string filled)
    {
        _project.Write("serverless.yml",
            $"service: shop\ncustom: {{ secret: \"${{env:SECRET}}\", name: \"shop-${{sls:stage}}\", which: SECRET }}\nprovider:\n  name: aws\n  ecr: {{ images: {{ web: {{ path: . }} }} }}\nfunctions:\n  api:\n    image: web\n    description: \"{value}\"\n");
        var environment = new EmptyEnvironment(("SECRET", "hidden"));

        var yaml = ConfigurationWriter.Write(new ImportCatalog(environment).Find(_project.Path, null, new ImportOptions(null))!.Root);
        var service = new ServiceFiles(environment).Find(new() { Path = _project.Path }, [], new AwsSession(), new RecordingReporter())!;

        yaml.ShouldNotContain("hidden");
        yaml.ShouldContain(written);
        service.Functions.Single().Settings.Description.ShouldBe(filled);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("localhost:3000")]
    [InlineData("ssm:/x")]
    [InlineData(null)]
    public void What_a_source_is_does_not_depend_on_who_imports(string? host)
    {
        Serverless("    description: \"${opt:host, ${env:HOST}-api}\"");
        var environment = new EmptyEnvironment(host is null ? [] : [("HOST", host)]);

        var imported = new ImportCatalog(environment).Find(_project.Path, null, new ImportOptions())!;

        imported.Unsupported.ShouldBeEmpty();
        ConfigurationWriter.Write(imported.Root).ShouldContain("description: '${env:HOST}-api'");
    }

    [Theory]
    [InlineData("${file(./c.${env:USER}.js)}", "never run")]
    [InlineData("${file(../${env:USER}.yml):a}", "outside")]
    [InlineData("${file(c-${env:USER}.txt):a}", "no YAML")]
    [InlineData("${ssm(${env:USER}):/x}", "Systems Manager")]
    public void What_is_told_of_a_source_has_no_values_of_variables(string value, string reason)
    {
        Serverless($"    description: \"{value}\"");
        _project.Write("c-ann.txt", "");

        var gap = new ImportCatalog(new EmptyEnvironment(("USER", "ann"))).Find(_project.Path, null, new ImportOptions())!.Unsupported.Single();

        gap.Reason.ShouldContain(reason);
        gap.Reason.ShouldContain("${env:USER}");
        gap.Reason.ShouldNotContain("ann");
    }

    [Theory]
    [InlineData("secrets.yml")]
    [InlineData(".env.yml")]
    [InlineData("config/prod.secret.json")]
    [InlineData("secrets/db.yml")]
    public async Task Values_of_a_file_with_secrets_are_deployed_and_never_written(string file)
    {
        Serverless($"    environment: {{ DB: \"${{file({file}):db}}\", COLOUR: \"${{file(colours.yml):db}}\" }}");
        _project.Write(file, "{ \"db\": \"hidden\" }").Write("colours.yml", "db: red");

        var imported = await ImportAsync();

        imported.Text.ShouldNotContain("hidden");
        imported.Text.ShouldContain("COLOUR: red");
        imported.Unsupported.ShouldHaveSingleItem().ToString().ShouldContain("${env:NAME}");
        Service(null).Functions.Single().Settings.Environment!["DB"].ShouldBe("hidden");
    }

    [Fact]
    public async Task Parameters_of_Sam_that_are_secret_are_deployed_and_never_written()
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = \"Given=hidden\"\n").Write("template.yaml", """
            Parameters:
              Given: { Type: String, NoEcho: true }
              Usual: { Type: String, NoEcho: "true", Default: hidden }
              Colour: { Type: String, NoEcho: false, Default: red }
            Resources:
              Hello:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: app, Dockerfile: Dockerfile }
                Properties:
                  PackageType: Image
                  Environment: { Variables: { A: !Ref Given, B: !Ref Usual, C: !Sub "x-${Usual}", D: !Ref Colour } }
            """);

        var imported = await ImportAsync();

        imported.Text.ShouldNotContain("hidden");
        imported.Text.ShouldContain("D: red");
        imported.Unsupported.Count.ShouldBe(3);
        imported.Unsupported.ShouldAllBe(gap => gap.Reason.Contains("may be a secret", StringComparison.Ordinal));
        Service(null).Functions.Single().Settings.Environment!.Values.ShouldBe(["hidden", "hidden", "x-hidden", "red"], ignoreOrder: true);
    }

    [Fact]
    public void A_default_that_cannot_be_written_beside_a_variable_is_told()
    {
        Serverless("    description: \"${env:SECRET, in ${env:SECRET}}\"");

        Import(null).Unsupported.Single().ShouldSatisfyAllConditions(gap => gap.Reason.ShouldContain("no plain text"), gap => gap.Blocks.ShouldBeTrue(), gap => gap.Place.Line.ShouldBe(8));
    }

    [Theory]
    [InlineData("${ssm:/db/url}", "Systems Manager")]
    [InlineData("${cf:stack.Output}", "CloudFormation")]
    [InlineData("${s3:bucket/key}", "Amazon S3")]
    [InlineData("${aws:accountId}", "AWS")]
    [InlineData("${file(values.js):x}", "never run")]
    [InlineData("${file(../../etc/passwd)}", "outside")]
    [InlineData("${self:custom.nothing}", "not defined")]
    [InlineData("!Ref Table", "CloudFormation")]
    public void What_only_Serverless_knows_is_told_with_its_line(string value, string reason)
    {
        Serverless($"    environment:\n      DB: {(value.StartsWith('!') ? value : $"\"{value}\"")}");

        var imported = Import(null);
        var gap = imported.Unsupported.Single(each => each.Key == "functions.api.environment.DB");
        gap.Reason.ShouldContain(reason);
        gap.Place.Line.ShouldBe(9);
        Should.Throw<LambdaImageException>(() => Service(null)).Location!.Line.ShouldBe(9);
        ConfigurationWriter.Write(imported.Root).ShouldNotContain("DB");
    }

    [Theory]
    [InlineData("ecr: { images: { web: {} } }", "api: { image: web }", "neither path nor uri")]
    [InlineData("ecr: { images: { web: { path: ., uri: x } } }", "api: { image: web }", "both path and uri")]
    [InlineData("ecr: { images: { web: { uri: x, buildArgs: { A: b } } } }", "api: { image: web }", "both uri and buildArgs")]
    [InlineData("ecr: { images: { web: { uri: x, platform: linux/arm64 } } }", "api: { image: web }", "both uri and platform")]
    [InlineData("ecr: { images: { web: { uri: x, cacheFrom: [y] } } }", "api: { image: web }", "both uri and cacheFrom")]
    [InlineData("ecr: { images: { web: { uri: x, buildOptions: [--ssh] } } }", "api: { image: web }", "both uri and buildOptions")]
    [InlineData("ecr: { images: { web: { uri: x, provenance: false } } }", "api: { image: web }", "both uri and provenance")]
    [InlineData("ecr: { images: { web: { path: . } } }", "api: { image: wbe }", "'wbe'")]
    [InlineData("ecr: { images: { web: { path: . } } }", "api: { image: {} }", "neither name nor uri")]
    [InlineData("ecr: { images: { web: { path: . } } }", "api: { image: { name: web, uri: x } }", "both name and uri")]
    [InlineData("ecr: { images: { web: { path: . } } }", "api: { image: web, handler: x.y }", "both handler and image")]
    [InlineData("ecr: { images: { web: { path: . } } }", "api: { memorySize: 1 }", "neither handler nor image")]
    public void Serverless_own_contradictions_are_told(string provider, string functions, string problem)
    {
        _project.Write("serverless.yml", $"service: shop\nprovider:\n  name: aws\n  {provider}\nfunctions:\n  {functions}");

        Should.Throw<LambdaImageException>(() => Import(null)).ShouldSatisfyAllConditions(
            error => error.Message.ShouldContain(problem), error => error.Location!.Line.ShouldBeGreaterThan(3));
    }

    [Fact]
    public void Variables_that_go_round_are_told()
    {
        _project.Write("serverless.yml", "service: shop\ncustom:\n  a: ${self:custom.b}\n  b: ${self:custom.a}\nprovider: { name: aws }\nfunctions:\n  api: { image: x.dkr.ecr.y/z:1, description: \"${self:custom.a}\" }");

        Should.Throw<LambdaImageException>(() => Import(null)).Message.ShouldContain("themselves");
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var bomb = string.Concat(Enumerable.Range(1, 9).Select(each => $"  a{each}: &a{each} [{string.Join(", ", Enumerable.Repeat($"*a{each - 1}", 10))}]\n"));
        _project.Write("serverless.yml", $"service: shop\nprovider: {{ name: aws }}\ncustom:\n  a0: &a0 [x]\n{bomb}functions: {{ api: {{ image: x.dkr.ecr.y/z:1 }} }}");

        Should.Throw<LambdaImageException>(() => Import(null)).Message.ShouldContain("more than");
    }

    [Fact]
    public void Build_options_become_keys_where_there_are_some()
    {
        _project.Write("serverless.yml", """
            service: shop
            provider:
              name: aws
              ecr:
                maxImages: 4
                images:
                  web: { path: ., platform: linux/arm64, cacheFrom: [r/c:1], buildArgs: { A: b }, buildOptions: [--target, final, --cache-to=type=inline, --ssh, default, --network=host, --builder, far, --add-host=a:1] }
            functions: { api: { image: web, events: [{ http: GET / }] } }
            """);

        var imported = Import(null);
        var written = ConfigurationWriter.Write(imported.Root);

        foreach (var line in (string[])["target: final", "cacheTo: ['type=inline']", "ssh: true", "network: host", "builder: far", "buildOptions: ['--add-host=a:1']", "architecture: arm64", "cacheFrom: [r/c:1]", "A: b", "maxImages: 4"])
            written.ShouldContain(line);
        imported.Unsupported.Single().ShouldSatisfyAllConditions(gap => gap.Key.ShouldBe("functions.api.events"), gap => gap.Blocks.ShouldBeFalse(), gap => gap.Place.Line.ShouldBe(8));
    }

    [Fact]
    public void Sam_parameters_come_from_its_configuration()
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("samconfig.toml", "[default.deploy.parameters]\nstack_name = \"shop\"\nregion = \"eu-west-1\"\nparameter_overrides = \"Memory=768\"\n").Write("template.yaml", """
            Parameters:
              Memory: { Type: Number, Default: 256 }
              Colour: { Type: String, Default: red }
            Globals:
              Function: { Timeout: 20, MemorySize: !Ref Memory }
            Resources:
              HelloFunction:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: ./app, Dockerfile: Dockerfile, DockerTag: v1, DockerBuildTarget: final, DockerBuildArgs: { A: b } }
                Properties:
                  PackageType: Image
                  Architectures: [arm64]
                  ImageConfig: { Command: [app.hello] }
                  Environment: { Variables: { COLOUR: !Sub "dark-${Colour}", TABLE: !Ref Table } }
              OtherFunction:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: ./app, Dockerfile: Dockerfile, DockerTag: v1, DockerBuildTarget: final, DockerBuildArgs: { A: b } }
                Properties: { PackageType: Image, Architectures: [arm64], Role: arn:aws:iam::123456789012:role/x }
              Table: { Type: AWS::DynamoDB::Table }
            """);

        var imported = Import(null);
        var service = new ServiceReader(new ConfigurationStage(null, _ => null).Apply(imported.Root, imported.File), imported.File, new() { Path = _project.Path }).Read();

        service.Name.ShouldBe("shop");
        service.Region.ShouldBe("eu-west-1");
        service.Images.Single().Name.ShouldBe("hello-function");
        service.ImageTags.ShouldBe(["{image}-v1"]);
        var hello = service.Functions[0].Settings;
        hello.MemorySize.ShouldBe(768);
        hello.Timeout.ShouldBe(20);
        hello.Command.ShouldBe(["app.hello"]);
        hello.CreateRole.ShouldBeTrue();
        hello.Environment.ShouldBe(new Dictionary<string, string> { ["COLOUR"] = "dark-red" });
        service.Functions[1].Settings.CreateRole.ShouldBeFalse();
        imported.Unsupported.Select(gap => gap.Key).ShouldBe(["Resources.HelloFunction.Properties.Environment.Variables.TABLE", "Resources.Table"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("\"Memory=768 Colour=\\\"dark blue\\\"\"")]
    [InlineData("[\"Memory=768 Size=1\", \"Colour='dark blue'\"]")]
    [InlineData("\"ParameterKey=Memory,ParameterValue=768 ParameterKey=Colour,ParameterValue='dark blue'\"")]
    [InlineData("[\"ParameterKey=Memory,ParameterValue=768\", \"ParameterKey=Colour,ParameterValue='dark blue'\"]")]
    public void Sam_parameters_have_two_forms(string overrides)
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("samconfig.toml", $"[default.deploy.parameters]\nparameter_overrides = {overrides}\n").Write("template.yaml", """
            Parameters:
              Memory: { Type: Number, Default: 256 }
              Colour: { Type: String }
            Resources:
              Hello:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: app, Dockerfile: Dockerfile }
                Properties: { PackageType: Image, MemorySize: !Ref Memory, Description: !Ref Colour }
            """);

        var settings = Service(null).Functions.Single().Settings;

        (settings.MemorySize, settings.Description).ShouldBe((768, "dark blue"));
    }

    [Theory]
    [InlineData("samconfig.yaml", true)]
    [InlineData("samconfig.yml", true)]
    [InlineData("samconfig.toml", false)]
    public void A_configuration_of_Sam_that_is_not_read_is_told(string file, bool isTold)
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write(file, "").Write(
            "template.yaml", "Resources: { Hello: { Type: AWS::Serverless::Function, Metadata: { DockerContext: app, Dockerfile: Dockerfile }, Properties: { PackageType: Image } } }");

        Import(null).Unsupported.Select(gap => gap.Key).ShouldBe(isTold ? [file] : []);
    }

    [Fact]
    public void Sam_adds_lists_to_those_of_its_globals()
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("template.yaml", """
            Globals:
              Function:
                Timeout: 20
                Environment: { Variables: { A: global, B: global } }
                VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] }
            Resources:
              Hello:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: app, Dockerfile: Dockerfile }
                Properties:
                  PackageType: Image
                  Timeout: 30
                  Environment: { Variables: { B: own } }
                  VpcConfig: { SubnetIds: [subnet-2, subnet-3] }
            """);

        var settings = Service(null).Functions.Single().Settings;

        settings.Timeout.ShouldBe(30);
        settings.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "global", ["B"] = "own" }, ignoreOrder: true);
        settings.SubnetIds.ShouldBe(["subnet-1", "subnet-2", "subnet-3"]);
        settings.SecurityGroupIds.ShouldBe(["sg-1"]);
    }

    [Fact]
    public void The_URL_of_an_alias_is_left_to_Sam()
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("template.yaml", """
            Resources:
              Hello:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: app, Dockerfile: Dockerfile }
                Properties:
                  PackageType: Image
                  AutoPublishAlias: live
                  FunctionUrlConfig: { AuthType: NONE }
            """);

        Service(null).Functions.Single().ShouldSatisfyAllConditions(
            function => function.Settings.Url.ShouldBeNull(), function => function.Traffic.Alias.ShouldBe("live"));
        Import(null).Unsupported.Single().ShouldSatisfyAllConditions(
            gap => gap.Key.ShouldBe("Resources.Hello.Properties.FunctionUrlConfig"), gap => gap.Place.Line.ShouldBe(8), gap => gap.Blocks.ShouldBeFalse(),
            gap => gap.Reason.ShouldContain("alias"));
    }

    [Fact]
    public void Sam_permissions_are_taken_as_a_whole_or_not_at_all()
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("template.yaml", """
            Resources:
              Uploads:
                Type: AWS::Lambda::Permission
                Properties: { FunctionName: !Ref Hello, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com, SourceArn: "arn:aws:s3:::uploads", SourceAccount: "123456789012" }
              Rule:
                Type: AWS::Lambda::Permission
                Properties: { FunctionName: shop-hello, Action: lambda:InvokeFunction, Principal: events.amazonaws.com }
              Topic:
                Type: AWS::Lambda::Permission
                Properties: { FunctionName: !GetAtt Hello.Arn, Action: lambda:InvokeFunction, Principal: sns.amazonaws.com, SourceArn: !Ref News }
              Organization:
                Type: AWS::Lambda::Permission
                Properties: { FunctionName: !Ref Hello, Action: lambda:InvokeFunction, Principal: "*", PrincipalOrgID: o-1 }
              Elsewhere:
                Type: AWS::Lambda::Permission
                Properties: { FunctionName: other, Action: lambda:InvokeFunction, Principal: events.amazonaws.com }
              Hello:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: app, Dockerfile: Dockerfile }
                Properties: { PackageType: Image, FunctionName: shop-hello }
            """);

        var permissions = Service(null).Functions.Single().Settings.Permissions!;

        permissions.ShouldBe(
        [
            new FunctionPermission { StatementId = "Uploads", Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::uploads", SourceAccount = "123456789012" },
            new FunctionPermission { StatementId = "Rule", Principal = "events.amazonaws.com" },
        ]);
        Import(null).Unsupported.Select(gap => (gap.Key, gap.Place.Line, gap.Blocks)).ShouldBe(
            [("Resources.Topic.Properties.SourceArn", 10, false), ("Resources.Organization.Properties.PrincipalOrgID", 13, false), ("Resources.Elsewhere", 16, false)]);
    }

    [Theory]
    [InlineData("Canary10Percent5Minutes", "10", 5)]
    [InlineData("Linear20PercentEvery1Minute", "20 40 60 80", 1)]
    [InlineData("AllAtOnce", "", null)]
    [InlineData("MyOwn", "", null)]
    public void Sam_moves_traffic_the_same_way(string type, string shares, int? minutes)
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("template.yaml", $$"""
            Resources:
              Hello:
                Type: AWS::Serverless::Function
                Metadata: { DockerContext: app, Dockerfile: Dockerfile }
                Properties:
                  PackageType: Image
                  AutoPublishAlias: live
                  DeploymentPreference:
                    Type: {{type}}
                    Alarms: [shop-errors, !Ref OwnAlarm]
                    Hooks: { PreTraffic: !Ref Check }
            """);

        var traffic = Service(null).Functions.Single().Traffic;

        traffic.Alias.ShouldBe("live");
        string.Join(' ', traffic.Canary).ShouldBe(shares);
        traffic.BakeTime.ShouldBe(minutes is { } time ? TimeSpan.FromMinutes(time) : null);
        traffic.Alarms.ShouldBe(shares.Length > 0 ? ["shop-errors"] : []);
        Import(null).Unsupported.Select(gap => (gap.Key[(gap.Key.LastIndexOf('.') + 1)..], gap.Place.Line, gap.Blocks)).ShouldBe(
            [.. type == "MyOwn" ? [("Type", 9, false)] : Array.Empty<(string, int, bool)>(), ("Alarms", 10, false), ("Hooks", 11, false)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("bin/rails db:migrate", "bin/rails|db:migrate")]
    [InlineData("bin/rails runner 'puts 1'", "bin/rails|runner|puts 1")]
    [InlineData("bin/setup && bin/rails db:migrate", "/bin/sh|-c|bin/setup && bin/rails db:migrate")]
    public void A_command_line_becomes_words_or_goes_to_the_images_own_shell(string line, string words) =>
        CommandText.List(line, new ConfigurationPlace("x", 1, 1)).Items.Cast<ConfigurationText>().Select(word => word.Text).ShouldBe(words.Split('|'));

    [Fact]
    public void Dotnet_defaults_are_read()
    {
        _project.Write("Dockerfile", "FROM scratch").Write("aws-lambda-tools-defaults.json", """
            {
              "region": "eu-west-1", "package-type": "image", "function-name": "Shop", "function-role": "lambda",
              "function-memory-size": 512, "function-timeout": 30, "function-architecture": "arm64",
              "image-command": "Shop::Shop.Function::Handle", "image-tag": "shop-repo:v2",
              "docker-build-options": "--build-arg A=b --target final --network host --ulimit nofile=9",
              "environment-variables": "\"K\"=\"V\";K2=V2", "function-subnets": "subnet-1,subnet-2", "stack-name": "x"
            }
            """);

        var service = Service(null);

        service.Repository.ShouldBe("shop-repo");
        service.ImageTags.ShouldBe(["v2"]);
        service.Functions.Single().FunctionName.ShouldBe("Shop");
        service.Functions.Single().Settings.ShouldSatisfyAllConditions(
            settings => settings.Command.ShouldBe(["Shop::Shop.Function::Handle"]),
            settings => settings.MemorySize.ShouldBe(512),
            settings => settings.SubnetIds.ShouldBe(["subnet-1", "subnet-2"]),
            settings => settings.Environment.ShouldBe(new Dictionary<string, string> { ["K"] = "V", ["K2"] = "V2" }));
        service.Images.Single().Project!.Settings.Select(setting => setting.Key).ShouldBe(["dockerfile", "architecture", "buildArguments", "target", "network", "buildOptions"], ignoreOrder: true);
    }

    [Fact]
    public void Lambroll_templates_are_filled_in()
    {
        _project.Write("function.json", """
            {
              "FunctionName": "{{ env `NAME` `shop` }}",
              "PackageType": "Image",
              "Role": "{{ must_env `ROLE` }}",
              "Code": { "ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:{{ env "TAG" "v1" }}" },
              "MemorySize": {{ env `MEMORY` `256` }},
              "ImageConfig": { "Command": ["app.handler"] },
              "Environment": { "Variables": { "TOKEN": "{{ tfstate `x` }}" } }
            }
            """);

        var imported = Import(null);
        imported.Unsupported.Single().ShouldSatisfyAllConditions(gap => gap.Place.Line.ShouldBe(8), gap => gap.Blocks.ShouldBeTrue());
        var root = new ConfigurationStage(null, name => name == "ROLE" ? "lambda" : null).Apply(imported.Root, imported.File);
        var function = new ServiceReader(root, imported.File, new() { Path = _project.Path }).Read().Functions.Single();

        function.FunctionName.ShouldBe("shop");
        function.Image.Uri.ShouldEndWith("/shop:v1");
        function.Settings.Role.ShouldBe("lambda");
        function.Settings.MemorySize.ShouldBe(256);
        Should.Throw<LambdaImageException>(() => new ConfigurationStage(null, _ => null).Apply(imported.Root, imported.File)).Location!.Line.ShouldBe(4);
    }

    [Fact]
    public void A_default_of_lambroll_with_braces_is_told()
    {
        _project.Write("function.json", """
            {
              "PackageType": "Image",
              "Code": { "ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:v1" },
              "Description": "{{ env `TEXT` `{1}` }}"
            }
            """);

        Import(null).Unsupported.Single().ShouldSatisfyAllConditions(gap => gap.Key.ShouldBe("Description"), gap => gap.Place.Line.ShouldBe(4), gap => gap.Blocks.ShouldBeTrue());
    }

    [Fact]
    public void Jets_settings_are_read_as_text()
    {
        _project.Write("config/application.rb", "Jets.application.configure do\n  config.project_name = \"demo\"\nend").Write("config/jets/deploy.rb", """
            Jets.deploy.configure do
              config.dockerfile.apt.packages.deployment_stage = ["ffmpeg", 'libvips'] # needed
              config.dockerfile.build_args.build_stage = {
                COLOUR: "blue",
                "SIZE" => 5,
              }
              config.dockerfile.image_package.from_base.image_variant = nil
              config.lambda.controller.memory_size = 2_048
              config.lambda.controller.timeout = Rails.env.production? ? 30 : 60
              config.docker.tag = ":GIT_SHA-:TIMESTAMP"
              config.release.phase.command = "bin/rails db:migrate"
              config.packages.size = system("rm -rf /")
            end
            """);

        var imported = Import(null);
        var written = ConfigurationWriter.Write(imported.Root);

        foreach (var line in (string[])["service: demo", "deployment: [ffmpeg, libvips]", "COLOUR: blue", "SIZE: 5", "variant: ''", "memory: 2048", "imageTags: ['{sha}-{timestamp}']", "command: [bin/rails, db:migrate]"])
            written.ShouldContain(line);
        imported.Unsupported.Select(gap => (gap.Key, gap.Place.Line)).ShouldBe(
            [("lambda.controller.timeout", 9), ("packages.size", 12)], ignoreOrder: true);
        imported.Unsupported.Single(gap => gap.Key == "lambda.controller.timeout").Reason.ShouldContain("never run");
    }

    [Fact]
    public void What_jets_sets_on_a_condition_or_adds_to_is_never_a_wrong_value()
    {
        _project.Write("config/jets/deploy.rb", """
            Jets.deploy.configure do
              config.lambda.controller.timeout = 20
              config.lambda.controller.timeout = 25
              config.lambda.controller.memory_size = 1024
              if Jets.env.production?
                config.lambda.controller.memory_size = 4096
              else
                config.lambda.controller.memory_size = 512
              end
              config.dockerfile.packages.apt.build_stage = ["git"]
              config.dockerfile.packages.apt.build_stage += ["make"]
              config.dockerfile.apt.packages.build_stage = ["curl", "git"]
              config.code.copy.always_keep << "log/keep"
              config.code.copy.always_remove = %w[spec test]
              config.assets.build.precompile_command = "rake assets"
              config.assets.build.enable = false
              config.docker.image = "web" unless ENV["BUILD"]
              config.dockerfile.build_args.at_top.merge!(A: 1)
              if ENV["X"] then config.dockerfile.auto_packages = false end
              config.package_type = "image"
            end
            """);

        var imported = Import(null);
        var written = ConfigurationWriter.Write(imported.Root);

        foreach (var line in (string[])["timeout: 25", "build: [git, make, curl]", "ignore: [spec, test, '!log/keep']", "assets: false"]) written.ShouldContain(line);
        written.ShouldContain("memory: 1536");
        imported.Unsupported.Select(gap => (gap.Key, gap.Place.Line, gap.Blocks)).ShouldBe(
        [
            ("lambda.controller.memory_size", 8, true), ("docker.image", 17, true), ("dockerfile.build_args.at_top.merge", 18, false), ("dockerfile.auto_packages", 19, true),
        ], ignoreOrder: true);
        Should.Throw<LambdaImageException>(() => Service(null)).Message.ShouldContain("never run");
    }

    [Fact]
    public void Jets_properties_of_its_repository_become_keys_of_ours()
    {
        _project.Write("config/jets/deploy.rb", """
            Jets.deploy.configure do
              config.ecr.repository.properties = {
                ImageScanningConfiguration: { ScanOnPush: true },
                "ImageTagMutability" => "IMMUTABLE",
                EncryptionConfiguration: { EncryptionType: "KMS", KmsKey: "alias/shop" },
                Tags: [{ Key: "team", Value: "web" }],
                LifecyclePolicy: { LifecyclePolicyText: "{}" },
                Colour: "red",
              }
            end
            """);

        Service(null).RepositoryOptions.ShouldSatisfyAllConditions(
            options => options.ScanOnPush.ShouldBe(true), options => options.TagMutability.ShouldBe(TagMutability.Immutable),
            options => options.Encryption.ShouldBe(RepositoryEncryption.Kms), options => options.KmsKey.ShouldBe("alias/shop"),
            options => options.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "web" }));
        Import(null).Unsupported.Select(gap => gap.Key).ShouldBe(["ecr.repository.properties.LifecyclePolicy.LifecyclePolicyText", "ecr.repository.properties.Colour"]);
    }

    [Theory]
    [InlineData("provider: { name: aws, ecr: x }", "api: { handler: a.b }", "provider.ecr")]
    [InlineData("provider: { name: aws, ecr: { images: x } }", "api: { handler: a.b }", "provider.ecr.images")]
    [InlineData("provider: { name: aws }", "${file(functions.js)}", "functions")]
    [InlineData("provider: { name: aws }", "[\"${file(functions.js)}\"]", "functions")]
    [InlineData("provider: { name: aws }", "api: { image: x.dkr.ecr.y/z:1, architecture: arm64 }", "functions.api.architecture")]
    public void Sections_of_another_form_are_told(string provider, string functions, string key)
    {
        _project.Write("serverless.yml", $"service: shop\n{provider}\nfunctions:\n  {functions}");

        Import(null).Unsupported.Select(gap => gap.Key).ShouldContain(key);
    }

    [Theory]
    [InlineData("url: { cors: true }", "", "*", "*", 5)]
    [InlineData("url: { cors: { allowedOrigins: [https://a.b], allowedHeaders: null, colour: red } }", "functions.api.url.cors.colour", "https://a.b", "*", 0)]
    [InlineData("url: true", "", "", "", 0)]
    [InlineData("url: True", "", "", "", 0)]
    [InlineData("url: { cors: False }", "", "", "", 0)]
    [InlineData("url: { authorizer: aws_iam, colour: red }", "functions.api.url.colour", "", "", 0)]
    public void Serverless_function_urls_keep_their_cors(string url, string gap, string origins, string methods, int headers)
    {
        Serverless($"    {url}");

        var cors = Service(null).Functions.Single().Settings.Url!.Cors;
        string.Join(' ', cors?.AllowOrigins ?? []).ShouldBe(origins);
        string.Join(' ', cors?.AllowMethods ?? []).ShouldBe(methods);
        (cors?.AllowHeaders?.Count ?? 0).ShouldBe(headers);
        string.Join(' ', Import(null).Unsupported.Select(each => each.Key)).ShouldBe(gap);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("False")]
    [InlineData("FALSE")]
    public void Serverless_functions_without_an_url_get_none(string no)
    {
        Serverless($"    url: {no}");

        Service(null).Functions.Single().Settings.Url.ShouldBeNull();
        Import(null).Unsupported.ShouldBeEmpty();
    }

    [Fact]
    public void Members_of_sections_of_serverless_are_never_lost()
    {
        _project.Write("serverless.yml", """
            service: { name: shop, awsKmsKeyArn: x }
            stages: { dev: { params: { A: b }, resolvers: { x: {} } } }
            provider:
              name: aws
              iam: { role: { statements: [{ Effect: Allow }], path: /x/ }, deploymentRole: arn }
              logs: { restApi: true, lambda: { logFormat: JSON, colour: red } }
              tracing: { apiGateway: true, lambda: Active }
              vpc: { subnetIds: [subnet-1], securityGroupIds: [sg-1], ipv6AllowedForDualStack: true }
              rolePermissionsBoundary: arn
              ecr: { images: { web: { path: ., buildArgs: { A: b } } } }
            functions:
              api:
                image: { name: web, command: app.run, colour: red }
                vpc: none
                fileSystemConfig: { localMountPath: /mnt/x, arn: "arn:aws:x", colour: red }
                snapStart: { colour: red }
            """);

        Import(null).Unsupported.Select(gap => gap.Key).ShouldBe(
        [
            "service.awsKmsKeyArn", "stages.dev.resolvers", "provider.iam.role.statements", "provider.iam.role.path", "provider.iam.deploymentRole", "provider.logs.restApi",
            "provider.logs.lambda.colour", "provider.tracing.apiGateway", "provider.vpc.ipv6AllowedForDualStack", "provider.rolePermissionsBoundary", "functions.api.image.colour",
            "functions.api.vpc", "functions.api.fileSystemConfig.colour", "functions.api.snapStart",
        ]);
        var settings = Service(null).Functions.Single().Settings;
        settings.SubnetIds.ShouldBe(["subnet-1"]);
        settings.Command.ShouldBe(["app.run"]);
        settings.Tracing.ShouldBe(TracingMode.Active);
        settings.LogFormat.ShouldBe(FunctionLogFormat.Json);
        settings.FileSystems!.Single().ShouldBe(new FunctionFileSystem("arn:aws:x", "/mnt/x"));
    }

    [Fact]
    public void Build_options_lose_nothing()
    {
        _project.Write("serverless.yml", """
            service: shop
            provider:
              name: aws
              ecr: { images: { web: { path: ., buildOptions: [--provenance, "false", --build-arg, TOKEN, --ssh, github=/key] } } }
            functions: { api: { image: web } }
            """);

        var written = ConfigurationWriter.Write(Import(null).Root);

        written.ShouldContain("buildOptions: ['--ssh=github=/key']");
        written.ShouldContain("TOKEN: '${env:TOKEN}'");
    }

    [Fact]
    public void Options_of_serverless_are_those_of_the_session()
    {
        _project.Write("serverless.yml", """
            service: shop
            provider:
              name: aws
              region: ${opt:region}
              profile: ${opt:aws-profile}
              ecr: { images: { web: { path: . } } }
            functions: { api: { image: web, description: "in ${opt:region, 'nowhere'}" } }
            """);

        var given = Files().Find(new() { Path = _project.Path }, [], new AwsSession { Region = "eu-west-1", ProfileName = "shop" }, new RecordingReporter())!;
        var open = Service(null);

        (given.Region, given.Profile, given.Functions[0].Settings.Description).ShouldBe(("eu-west-1", "shop", "in eu-west-1"));
        (open.Region, open.Profile, open.Functions[0].Settings.Description).ShouldBe((null, null, "in nowhere"));
    }

    [Fact]
    public async Task An_import_fills_in_what_it_is_given()
    {
        Serverless("    description: in ${opt:region} as ${opt:aws-profile}");
        using var engine = new LambdaImageEngine();
        var request = new ImportRequest { Path = _project.Path, TextOnly = true };

        var plan = await engine.PlanAsync(request with { Region = "eu-west-1", ProfileName = "shop" }, new RecordingReporter(), default);
        var open = await engine.PlanAsync(request, new RecordingReporter(), default);

        (await plan.RunAsync(new RecordingReporter(), default)).Text.ShouldContain("in eu-west-1 as shop");
        (await open.RunAsync(new RecordingReporter(), default)).Unsupported.ShouldContain(gap => gap.Reason.Contains("no default"));
    }

    [Theory]
    [InlineData("${opt:colour}", "default")]
    [InlineData("in ${opt:region}", "default")]
    [InlineData("${opt:region}", "-Region")]
    [InlineData("${opt:aws-profile}", "-ProfileName")]
    public void Options_that_nobody_gave_are_told_with_the_way_out(string value, string remedy)
    {
        Serverless($"    description: \"{value}\"");

        Should.Throw<LambdaImageException>(() => Service(null)).ShouldSatisfyAllConditions(
            error => error.Remedy.ShouldContain(remedy), error => error.Location!.Line.ShouldBe(8), error => error.Message.ShouldContain("no default"));
    }

    [Fact]
    public void What_a_direct_deployment_leaves_out_is_told_in_one_warning()
    {
        Serverless("    events: [{ http: GET / }]\n    layers: [x]\n  old: { handler: a.b }");
        var all = new RecordingReporter();
        var one = new RecordingReporter();
        _project.Write("plain/serverless.yml", "service: shop\nprovider: { name: aws }\nfunctions: { api: { image: x.dkr.ecr.y/z:1 } }");
        var none = new RecordingReporter();

        Files().Find(new() { Path = _project.Path }, [], new AwsSession(), all);
        Files().Find(new() { Path = Path.Combine(_project.Path, "plain") }, [], new AwsSession(), none);

        Warnings(all).Single().ShouldBe(
            "serverless.yml: 3 keys have no counterpart and are left out: functions.api.events, functions.api.layers, functions.old.handler. "
            + "Import-LambdaImageConfiguration lists them in Unsupported, each with its reason and what to do instead.");
        Warnings(none).ShouldBeEmpty();
    }

    [Fact]
    public void Sam_templates_lose_no_key()
    {
        _project.Write("app/Dockerfile", "FROM scratch").Write("samconfig.toml", """
            version = 0.1
            [default.deploy.parameters]
            profile = "shop"
            tags = "team=web"
            image_repository = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/Shop"
            image_repositories = ["Hello=123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello"]
            capabilities = "CAPABILITY_IAM"
            resolve_s3 = true
            [default.build.parameters]
            cached = true
            [other.deploy.parameters]
            s3_prefix = "x"
            """).Write("template.yaml", """
            Conditions: { Live: x }
            Globals:
              Api: { Cors: x }
              Function: { Timeout: 20 }
            Resources:
              Hello:
                Type: AWS::Lambda::Function
                Condition: Live
                Metadata: { DockerContext: app, Dockerfile: Dockerfile, Colour: red }
                Properties:
                  PackageType: Image
                  TracingConfig: { Mode: Active }
                  DeadLetterConfig: { TargetArn: "arn:aws:sqs:x", Colour: red }
                  Tags: [{ Key: tier, Value: one }]
                  VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1], Ipv6AllowedForDualStack: true }
                  FileSystemConfigs: [{ Arn: "arn:aws:x", LocalMountPath: /mnt/x }]
                  DurableConfig: { ExecutionTimeout: 5 }
              Bye:
                Type: AWS::Serverless::Function
                IgnoreGlobals: [Timeout]
                Metadata: { DockerContext: app, Dockerfile: Dockerfile }
                Properties:
                  PackageType: Image
                  FunctionUrlConfig: { AuthType: NONE, Cors: { AllowOrigins: [x], Colour: red }, Colour: red }
                  DeploymentPreference: { Type: AllAtOnce, PassthroughCondition: true, Colour: red }
            """);

        var service = Service(null);

        service.Repository.ShouldBe("shop");
        service.Profile.ShouldBe("shop");
        service.Functions[0].Settings.ShouldSatisfyAllConditions(
            settings => settings.Tracing.ShouldBe(TracingMode.Active), settings => settings.DeadLetterArn.ShouldBe("arn:aws:sqs:x"),
            settings => settings.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "web", ["tier"] = "one" }, ignoreOrder: true),
            settings => settings.SubnetIds.ShouldBe(["subnet-1"]), settings => settings.FileSystems!.Single().Arn.ShouldBe("arn:aws:x"));
        service.Functions[1].Settings.Timeout.ShouldBeNull();
        service.Functions[1].Settings.Url!.Cors!.AllowOrigins.ShouldBe(["x"]);
        Import(null).Unsupported.Select(gap => (gap.Key.Replace("Properties.", "", StringComparison.Ordinal), gap.Place.Line)).ShouldBe(
        [
            ("samconfig.toml: image_repository", 5), ("samconfig.toml: image_repositories", 6),
            ("samconfig.toml: capabilities", 7), ("samconfig.toml: resolve_s3", 8), ("samconfig.toml: build.cached", 10), ("Conditions", 1), ("Globals.Api", 3), ("Resources.Hello.Condition", 8),
            ("Resources.Hello.Metadata.Colour", 9), ("Resources.Hello.DeadLetterConfig.Colour", 13), ("Resources.Hello.VpcConfig.Ipv6AllowedForDualStack", 15),
            ("Resources.Hello.DurableConfig", 17), ("Resources.Bye.FunctionUrlConfig.Cors.Colour", 24), ("Resources.Bye.FunctionUrlConfig.Colour", 24),
            ("Resources.Bye.DeploymentPreference.PassthroughCondition", 25), ("Resources.Bye.DeploymentPreference.Colour", 25),
        ], ignoreOrder: true);
    }

    [Fact]
    public void Lambroll_files_lose_no_key()
    {
        _project.Write("function_url.json", "{}").Write("function.json", """
            {
              "PackageType": "Image",
              "Code": { "ImageUri": "x.dkr.ecr.y/z:1", "S3Bucket": "x" },
              "VpcConfig": { "SubnetIds": ["subnet-1"], "Ipv6AllowedForDualStack": true },
              "PublishTo": "LATEST_PUBLISHED", "Architectures": ["arm64"]
            }
            """);

        Import(null).Unsupported.Select(gap => gap.Key).ShouldBe(["Code.S3Bucket", "VpcConfig.Ipv6AllowedForDualStack", "PublishTo", "function_url.json"]);
    }

    [Theory]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:v2", "shop", "v2", 1)]
    [InlineData("team/shop", "team/shop", "latest", 0)]
    public void Dotnet_tags_become_a_repository_and_a_tag(string tag, string repository, string version, int gaps)
    {
        _project.Write("Dockerfile", "FROM scratch").Write("aws-lambda-tools-defaults.json", $$"""
            { "package-type": "image", "function-name": "shop", "image-tag": "{{tag}}", "append-environment-variables": { "A": "b" }, "function-subnets": ["subnet-1"] }
            """);

        var service = Service(null);

        (service.Repository, service.ImageTags.Single()).ShouldBe((repository, version));
        service.Functions.Single().Settings.ShouldSatisfyAllConditions(
            settings => settings.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "b" }), settings => settings.EnvironmentMode.ShouldBe(EnvironmentMode.Merge),
            settings => settings.SubnetIds.ShouldBe(["subnet-1"]));
        Import(null).Unsupported.Count.ShouldBe(gaps);
    }

    [Fact]
    public void Every_key_of_every_tool_has_a_row_in_the_documentation()
    {
        foreach (var (import, page) in new ImportCatalog(new EmptyEnvironment()).All.Zip((string[])["serverless", "sam", "dotnet-lambda", "lambroll", "jets"]))
            Golden.Compare(Path.Combine(Golden.Root, $"{Docs}{page}.md"), ComingFrom.Page(page, import, Path.Combine(Golden.Root, $"{Docs}{page}.md")));
    }

    [Fact]
    public void Our_keys_beside_theirs_exist()
    {
        string[] known = [.. ConfigurationKeys.AllLeaves.Select(leaf => leaf.Path), .. ConfigurationKeys.Leaves.Select(leaf => $"images.*.{leaf.Path}"),
            "images", "images.*", "stages", "repository", "commands.bootsnap", "commands.assets"];
        foreach (var import in new ImportCatalog(new EmptyEnvironment()).All)
            import.Keys.Select(key => key.Ours).Where(ours => ours.Length > 0 && ours[0] != '$').Except(known).ShouldBeEmpty(import.Tool);
        foreach (var import in new ImportCatalog(new EmptyEnvironment()).All)
            import.Keys.Where(key => key.Ours.Length == 0 && !key.Note.Contains(": ", StringComparison.Ordinal)).ShouldBeEmpty($"{import.Tool}: why, and what to do instead");
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("true", "'true'")]
    [InlineData("3.10", "'3.10'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("", "''")]
    [InlineData("two\nlines", "\"two\\nlines\"")]
    public void What_is_written_reads_back_as_it_was(string text, string written)
    {
        var place = new ConfigurationPlace("x", 1, 1);
        var yaml = ConfigurationWriter.Write(new(place, [new(place, "key", new ConfigurationText(place, text, IsQuoted: true))]));

        yaml.ShouldBe($"key: {written}\n");
        ((ConfigurationText)((ConfigurationMap)ConfigurationYaml.ReadFile(yaml, "x")!).Find("key")!).Text.ShouldBe(text);
    }

    private void Serverless(string function) => _project.Write("serverless.yml",
        $"service: shop\nprovider:\n  name: aws\n  ecr: {{ images: {{ web: {{ path: . }} }} }}\nfunctions:\n  api:\n    image: web\n{function}\n");

    private async Task<ImportedConfiguration> ImportAsync()
    {
        using var engine = new LambdaImageEngine();
        var plan = await engine.PlanAsync(new ImportRequest { Path = _project.Path, TextOnly = true }, new RecordingReporter(), default);
        return await plan.RunAsync(new RecordingReporter(), default);
    }

    private ImportedService Import(string? stage) => new ImportCatalog(new EmptyEnvironment()).Find(_project.Path, null, new ImportOptions(stage))!;

    private ServiceDefinition Service(string? stage) => Files().Find(new() { Path = _project.Path, Stage = stage }, [], new AwsSession(), new RecordingReporter())!;

    private static IEnumerable<string> Warnings(RecordingReporter reporter) => reporter.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Message);

    private static ServiceFiles Files() => new(new EmptyEnvironment());

    private static string Told(ServiceDefinition service) => string.Join('\n',
    [
        service.Name, service.Stage, service.Repository, string.Join(',', service.ImageTags), System.Text.Json.JsonSerializer.Serialize(service.RepositoryOptions), service.Region,
        .. service.Images.Select(image => $"{image.Name} {image.Uri} {image.Project?.Path} {string.Join(';', image.Project?.Settings.Select(setting => $"{setting.Key}={setting.Value}") ?? [])}"),
        .. service.Functions.Select(function => $"{function.Key} {function.FunctionName} {function.Image.Name} {System.Text.Json.JsonSerializer.Serialize(function.Settings)} {System.Text.Json.JsonSerializer.Serialize(function.Traffic)} {function.Publish}"),
    ]);
}
