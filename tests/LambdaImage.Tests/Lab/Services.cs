using System.Text.Json;
using LambdaImage.Engine;
using LambdaImage.Tests.Tool;

namespace LambdaImage.Tests.Lab;

/// <summary>Whole services, from our file and from those of other tools, with the aws command line as witness.</summary>
public sealed class Services
{
    [SkippableFact]
    public async Task Of_our_file_build_each_image_once_and_then_change_nothing()
    {
        LabParts.Require();
        using var service = Sample("service", ("shop", LabParts.Unique("shop")));
        var name = Name(service, "lambda-image.yml", "service: ");

        var first = await DeployAsync(service);
        var again = await DeployAsync(service);
        var prod = await DeployAsync(service, "--stage", "prod", "--function", "admin");

        first.Select(each => each.GetProperty("change").GetString()).ShouldAllBe(change => change == "Created");
        again.Select(each => each.GetProperty("change").GetString()).ShouldAllBe(change => change == "NoChange");
        prod.Single().GetProperty("functionName").GetString().ShouldBe($"{name}-prod-admin");
        (await ConfigurationAsync($"{name}-dev-api", "MemorySize")).ShouldBe("512");
        (await ConfigurationAsync($"{name}-prod-admin", "MemorySize")).ShouldBe("1024");
        (await ConfigurationAsync($"{name}-dev-admin", "ImageConfigResponse.ImageConfig.Command[0]")).ShouldBe("app.admin");
        (await ConfigurationAsync($"{name}-dev-jobs", "Environment.Variables.STAGE")).ShouldBe("dev");
        (await LabParts.RunningImageAsync($"{name}-dev-api")).ShouldBe(await LabParts.RunningImageAsync($"{name}-dev-admin"));
        (await LabParts.RunningImageAsync($"{name}-dev-jobs")).ShouldNotBe(await LabParts.RunningImageAsync($"{name}-dev-api"));
        (await Shell.RunAsync("aws", "ecr", "describe-images", "--repository-name", $"serverless-{name}-dev", "--query", "sort(imageDetails[].imageTags[])", "--output", "text"))
            .Split('\t').ShouldBe(["web", "worker"]);
    }

    [SkippableFact]
    public async Task With_traffic_in_the_file_move_the_alias_of_each_function()
    {
        LabParts.Require();
        using var service = Sample("service", ("shop", LabParts.Unique("shop")), ("  memory: 256\n", "  memory: 256\n  traffic: { alias: live, bakeTime: 1s }\n"),
            ("    command: [app.admin]\n", "    command: [app.admin]\n    traffic: { alias: staff, canary: [50] }\n"), ("jobs: worker", "jobs: { image: worker, traffic: { canary: 25 } }"),
            ("    image: web\n    memory: 512\n", "    image: web\n    memory: 512\n    traffic: { canary: 10 }\n"));
        var name = Name(service, "lambda-image.yml", "service: ");

        var first = await DeployAsync(service);
        var again = await DeployAsync(service);
        File.AppendAllText(Path.Combine(service.Path, "web", "app.py"), "\n# two\n");
        var second = await DeployAsync(service);
        var beaten = await DeployAsync(service, "--function", "jobs", "--alias", "given", "--canary", "30");
        File.WriteAllText(Path.Combine(service.Path, "lambda-image.yml"), File.ReadAllText(Path.Combine(service.Path, "lambda-image.yml")).Replace("alias: live, ", "", StringComparison.Ordinal));
        var wrong = await RunAsync("deploy", service.Path, "--function", "jobs");

        first.Select(each => each.GetProperty("alias").GetString()).ShouldBe(["live", "staff", "live"]);
        again.Select(each => each.GetProperty("change").GetString()).ShouldAllBe(change => change == "NoChange");
        second.Select(each => each.GetProperty("change").GetString()).ShouldBe(["Updated", "Updated", "NoChange"]);
        second[1].GetProperty("traffic").GetProperty("steps")[0].GetDouble().ShouldBe(50);
        (await AliasAsync($"{name}-dev-api", "live")).ShouldBe("2");
        (await AliasAsync($"{name}-dev-admin", "staff")).ShouldBe("2");
        (await AliasAsync($"{name}-dev-jobs", "live")).ShouldBe("1");
        beaten.Single().GetProperty("alias").GetString().ShouldBe("given");
        (await AliasAsync($"{name}-dev-jobs", "given")).ShouldBe("1");
        wrong.Code.ShouldNotBe(0);
        wrong.Error.ShouldContain("lambda-image.yml:");
        wrong.Error.ShouldContain("needs an alias");
    }

    [SkippableFact]
    public async Task With_a_release_command_run_it_in_the_new_image_before_the_function_is_touched()
    {
        LabParts.Require();
        Skip.If(Environment.GetEnvironmentVariable("DOCKER_HOST") is null, "needs the lab's dockerd");
        using var service = Sample("service", ("shop", LabParts.Unique("shop")), ("  jobs: worker\n", """
              jobs:
                image: worker
                environment: { DATABASE: orders }
                release:
                  command: [/bin/sh, -c, "echo migrating $DATABASE as $AWS_LAMBDA_FUNCTION_NAME with $(ls); test -z \"$FAIL\""]

            """));
        var name = Name(service, "lambda-image.yml", "service: ");

        var first = await RunAsync("deploy", service.Path, "--function", "jobs");
        var again = await RunAsync("deploy", service.Path, "--function", "jobs");
        var failed = await RunAsync("deploy", service.Path, "--function", "jobs", "--env", "FAIL=1");

        first.Code.ShouldBe(0, first.Error);
        first.Error.ShouldContain($"migrating orders as {name}-dev-jobs with ");
        again.Error.ShouldNotContain("migrating");
        failed.Code.ShouldNotBe(0);
        failed.Error.ShouldContain("ended with exit code 1 in the new image");
        (await ConfigurationAsync($"{name}-dev-jobs", "Environment.Variables.[DATABASE,FAIL]")).Split('\t').ShouldBe(["orders", "None"]);
    }

    [SkippableFact]
    public async Task With_permissions_let_in_whom_the_file_names()
    {
        LabParts.Require();
        using var service = Sample("service", ("shop", LabParts.Unique("shop")), ("  jobs: worker\n", """
              jobs:
                image: worker
                permissions:
                  events: events.amazonaws.com
                  uploads: { principal: s3.amazonaws.com, sourceArn: "arn:aws:s3:::uploads" }

            """));
        var name = Name(service, "lambda-image.yml", "service: ");

        await DeployAsync(service, "--function", "jobs");
        var again = await DeployAsync(service, "--function", "jobs");

        again.Single().GetProperty("change").GetString().ShouldBe("NoChange");
        var policy = JsonDocument.Parse(await Shell.RunAsync("aws", "lambda", "get-policy", "--function-name", $"{name}-dev-jobs", "--query", "Policy", "--output", "text")).RootElement;
        policy.GetProperty("Statement").EnumerateArray().Select(each => $"{each.GetProperty("Sid")} {each.GetProperty("Principal").GetProperty("Service")}")
            .ShouldBe(["events events.amazonaws.com", "uploads s3.amazonaws.com"], ignoreOrder: true);
    }

    [SkippableFact]
    public async Task With_a_gate_ask_the_scan_also_when_nothing_else_changes()
    {
        LabParts.Require();
        using var service = Sample("service", ("shop", LabParts.Unique("shop")));
        var name = Name(service, "lambda-image.yml", "service: ");
        await FindAsync();
        await DeployAsync(service, "--fail-on-severity", "High");

        await FindAsync(new { name = "CVE-2026-0001", severity = "CRITICAL" });
        var found = await RunAsync("deploy", service.Path, "--fail-on-severity", "High");

        found.Code.ShouldNotBe(0);
        found.Error.ShouldContain("ScanRejected");
        (await RunAsync("deploy", service.Path, "--json")).Code.ShouldBe(0);

        Task FindAsync(params object[] findings) => LabParts.ControlAsync("scan", new { repository = $"serverless-{name}-dev", started = 1, findings });
    }

    [SkippableFact]
    public async Task With_a_gate_ask_it_of_images_that_are_not_built_too()
    {
        LabParts.Require();
        using var service = Sample("service", ("shop", LabParts.Unique("shop")));
        var name = Name(service, "lambda-image.yml", "service: ");
        await DeployAsync(service);
        var before = await LabParts.RunningImageAsync($"{name}-dev-jobs");
        var file = Path.Combine(service.Path, "lambda-image.yml");
        var image = await LabParts.RunningImageAsync($"{name}-dev-api");
        File.WriteAllText(file, File.ReadAllText(file).Replace("  web: web\n", $"  web: {{ uri: {image} }}\n", StringComparison.Ordinal).Replace("  jobs: worker\n", "  jobs: web\n", StringComparison.Ordinal));
        await LabParts.ControlAsync("scan", new { repository = $"serverless-{name}-dev", started = 1, findings = new[] { new { name = "CVE-2026-0001", severity = "CRITICAL" } } });

        var rejected = await RunAsync("deploy", service.Path, "--fail-on-severity", "High");
        var after = await LabParts.RunningImageAsync($"{name}-dev-jobs");
        var passed = await RunAsync("deploy", service.Path, "--json");

        rejected.Code.ShouldNotBe(0);
        rejected.Error.ShouldContain("ScanRejected");
        after.ShouldBe(before);
        passed.Code.ShouldBe(0, passed.Error);
        (await LabParts.RunningImageAsync($"{name}-dev-jobs")).ShouldBe(image);
    }

    [SkippableFact]
    public async Task That_are_new_say_once_that_their_repository_is_created()
    {
        LabParts.Require();
        using var service = Sample("service", ("shop", LabParts.Unique("shop")));

        var rehearsal = await RunAsync("deploy", service.Path, "--what-if");

        rehearsal.Out.Split("Create the repository").Length.ShouldBe(2, rehearsal.Out);
    }

    [SkippableFact]
    public async Task Of_serverless_land_where_Serverless_would_have_put_them()
    {
        LabParts.Require();
        using var service = Sample("from-serverless", ("service: orders", "service: " + LabParts.Unique("orders")));
        var name = Name(service, "serverless.yml", "service: ");

        await DeployAsync(service);

        (await ConfigurationAsync($"{name}-dev-api", "[MemorySize,Timeout,ImageConfigResponse.ImageConfig.Command[0],Environment.Variables.STAGE]")).Split('\t').ShouldBe(["256", "15", "app.api", "dev"]);
        (await ConfigurationAsync($"{name}-dev-jobs", "[MemorySize,Timeout,EphemeralStorage.Size,ImageConfigResponse.ImageConfig.WorkingDirectory]")).Split('\t').ShouldBe(["512", "6", "1024", "/var/task"]);
        var digest = await Shell.RunAsync("aws", "ecr", "describe-images", "--repository-name", $"serverless-{name}-dev", "--image-ids", "imageTag=app", "--query", "imageDetails[0].imageDigest", "--output", "text");
        (await LabParts.RunningImageAsync($"{name}-dev-api")).ShouldEndWith(digest);
        (await LabParts.RunningImageAsync($"{name}-dev-jobs")).ShouldEndWith(digest);
        await ImportedChangesNothingAsync(service);
    }

    [SkippableFact]
    public async Task Of_bref_and_serverless_run_one_image_as_website_and_console()
    {
        LabParts.Require();
        using var service = Sample("from-bref", ("greetings-php", LabParts.Unique("greetings-php")));
        var name = Name(service, "serverless.yml", "service: ");

        var run = await RunAsync("deploy", service.Path, "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("1 key has no counterpart and is left out: plugins");
        (await ConfigurationAsync($"{name}-dev-web", "[MemorySize,Timeout,Environment.Variables.BREF_RUNTIME]")).Split('\t').ShouldBe(["1024", "28", "fpm"]);
        (await ConfigurationAsync($"{name}-dev-console", "[Timeout,ImageConfigResponse.ImageConfig.Command[0],Environment.Variables.BREF_RUNTIME]")).Split('\t').ShouldBe(["120", "bin/console", "console"]);
        (await LabParts.RunningImageAsync($"{name}-dev-web")).ShouldBe(await LabParts.RunningImageAsync($"{name}-dev-console"));
        await ImportedChangesNothingAsync(service);
    }

    [SkippableFact]
    public async Task Of_sam_share_the_image_that_is_built_alike()
    {
        LabParts.Require();
        var (hello, bye) = (LabParts.Unique("hello"), LabParts.Unique("bye"));
        using var service = Sample("from-sam", ("sample-sam-hello", hello), ("sample-sam-bye", bye), ("greetings", LabParts.Unique("greetings")));

        await DeployAsync(service);

        (await ConfigurationAsync(hello, "[MemorySize,Timeout,ImageConfigResponse.ImageConfig.Command[0],Environment.Variables.GREETING]")).Split('\t').ShouldBe(["384", "20", "app.hello", "hello!"]);
        (await ConfigurationAsync(bye, "[MemorySize,Timeout,ImageConfigResponse.ImageConfig.Command[0]]")).Split('\t').ShouldBe(["512", "20", "app.bye"]);
        (await LabParts.RunningImageAsync(hello)).ShouldBe(await LabParts.RunningImageAsync(bye));
        await ImportedChangesNothingAsync(service);
    }

    [Theory]
    [InlineData("from-dotnet-lambda", ".NET")]
    [InlineData("from-jets", "Rails")]
    public async Task Of_other_tools_are_seen_for_what_they_are(string sample, string framework)
    {
        var run = await RunAsync("project", Path.Combine(RepositoryFiles.Root, "docs", "samples", sample), "--json");

        JsonDocument.Parse(run.Out).RootElement.GetProperty("framework").GetString().ShouldBe(framework, run.Error);
    }

    [SkippableFact]
    public async Task Of_dotnet_lambda_keep_repository_and_tag()
    {
        LabParts.Require();
        var name = LabParts.Unique("dotnet");
        using var service = Sample("from-dotnet-lambda", ("sample-dotnet", name));
        await Shell.RunAsync("dotnet", "publish", service.Path, "-c", "Release", "-o", Path.Combine(service.Path, "publish"), "--nologo");

        await DeployAsync(service);

        (await ConfigurationAsync(name, "[MemorySize,Timeout,ImageConfigResponse.ImageConfig.Command[0],Environment.Variables.LEVEL]")).Split('\t').ShouldBe(["512", "30", "Greeting::Greeting.Function::Handle", "info"]);
        (await RunAsync("diff", "--reference", await LabParts.RunningImageAsync(name), "--difference", Path.Combine(service.Path, "publish"))).Code.ShouldBe(0, "what was published is what is in the image");
        var digest = await Shell.RunAsync("aws", "ecr", "describe-images", "--repository-name", name, "--image-ids", "imageTag=v1", "--query", "imageDetails[0].imageDigest", "--output", "text");
        (await LabParts.RunningImageAsync(name)).ShouldEndWith(digest);
        await ImportedChangesNothingAsync(service);
    }

    [SkippableFact]
    public async Task Of_lambroll_run_the_image_that_is_there()
    {
        LabParts.Require();
        var orders = LabParts.Unique("orders");
        using var other = Sample("from-serverless", ("service: orders", "service: " + orders));
        await DeployAsync(other);
        var name = LabParts.Unique("lambroll");
        using var service = Sample("from-lambroll", ("sample-lambroll", name), ("serverless-orders-dev", $"serverless-{orders}-dev"));

        await DeployAsync(service);

        (await ConfigurationAsync(name, "[MemorySize,Timeout,ImageConfigResponse.ImageConfig.Command[0],Environment.Variables.STAGE]")).Split('\t').ShouldBe(["640", "45", "app.jobs", "dev"]);
        (await LabParts.RunningImageAsync(name)).ShouldBe(await LabParts.RunningImageAsync($"{orders}-dev-api"));
        await ImportedChangesNothingAsync(service);
    }

    [SkippableFact]
    public async Task Of_jets_keep_the_size_of_their_controller()
    {
        LabParts.Require();
        var name = LabParts.Unique("jets");
        using var service = Sample("from-jets", ("sample-jets", name));

        await DeployAsync(service, "--role", LabParts.Role);

        (await ConfigurationAsync($"{name}-dev-controller", "[MemorySize,Timeout]")).Split('\t').ShouldBe(["768", "25"]);
        await ImportedChangesNothingAsync(service, "--role", LabParts.Role);
    }

    [SkippableFact]
    public async Task With_one_broken_image_deploy_the_others_and_say_which_failed()
    {
        LabParts.Require();
        using var service = Sample("service", ("shop", LabParts.Unique("shop")));
        var name = Name(service, "lambda-image.yml", "service: ");
        File.WriteAllText(Path.Combine(service.Path, "worker", "package.json"), "{");

        var rehearsal = await RunAsync("deploy", service.Path, "--what-if");
        var run = await RunAsync("deploy", service.Path, "--json");

        rehearsal.Out.ShouldContain($"{name}-dev-jobs: cannot be done");
        rehearsal.Out.ShouldContain("Create");
        run.Code.ShouldNotBe(0);
        run.Error.ShouldContain("package.json");
        JsonDocument.Parse(run.Out).RootElement.EnumerateArray().Select(each => each.GetProperty("functionName").GetString())
            .ShouldBe([$"{name}-dev-api", $"{name}-dev-admin"]);
    }

    /// <summary>What is written down deploys the same, so there is nothing left to do.</summary>
    private static async Task ImportedChangesNothingAsync(AppFolder service, params string[] options)
    {
        (await RunAsync("import", service.Path)).Code.ShouldBe(0);
        File.Exists(Path.Combine(service.Path, "lambda-image.yml")).ShouldBeTrue();
        (await DeployAsync(service, options)).Select(each => each.GetProperty("change").GetString()).ShouldAllBe(change => change == "NoChange");
        (await RunAsync("import", service.Path)).Code.ShouldBe(0, "the same text is no reason to complain");
        File.AppendAllText(Path.Combine(service.Path, "lambda-image.yml"), "# mine\n");
        (await RunAsync("import", service.Path)).Error.ShouldContain("DockerfileExists");
    }

    private static async Task<JsonElement[]> DeployAsync(AppFolder service, params string[] options)
    {
        var run = await RunAsync(["deploy", service.Path, "--json", .. options]);
        run.Code.ShouldBe(0, run.Error);
        var root = JsonDocument.Parse(run.Out).RootElement;
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var engine = new LambdaImageEngine();
        var run = await ToolRun.OfAsync(engine, null, arguments);
        return (run.Code, run.Out, run.Error);
    }

    private static Task<string> AliasAsync(string function, string alias) =>
        Shell.RunAsync("aws", "lambda", "get-alias", "--function-name", function, "--name", alias, "--query", "FunctionVersion", "--output", "text");

    private static Task<string> ConfigurationAsync(string function, string query) =>
        Shell.RunAsync("aws", "lambda", "get-function-configuration", "--function-name", function, "--query", query, "--output", "text");

    private static string Name(AppFolder folder, string file, string prefix) =>
        File.ReadLines(Path.Combine(folder.Path, file)).First(line => line.StartsWith(prefix, StringComparison.Ordinal))[prefix.Length..];

    /// <summary>A copy of a sample under names that no other test run uses, with the lab's role.</summary>
    private static AppFolder Sample(string name, params (string Old, string New)[] names)
    {
        var source = Path.Combine(RepositoryFiles.Root, "docs", "samples", name);
        var folder = new AppFolder();
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file).Replace("arn:aws:iam::123456789012:role/lambda", LabParts.Role, StringComparison.Ordinal);
            foreach (var (old, wanted) in names) text = text.Replace(old, wanted, StringComparison.Ordinal);
            folder.Write(Path.GetRelativePath(source, file), text);
        }

        return folder;
    }
}
