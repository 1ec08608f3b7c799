using System.Security.Cryptography;
using System.Text.Json;
using LambdaImage.Engine;
using LambdaImage.Tests.Tool;

namespace LambdaImage.Tests.Lab;

/// <summary>From a folder to a function on the digest, through the tool, proven with aws, skopeo and docker.</summary>
public sealed class The_whole_way
{
    private const string Ahead = "while it is compressed";

    [SkippableFact]
    public async Task Of_a_node_handler_ends_with_an_image_that_answers()
    {
        LabParts.Require();
        using var app = AppFolder.Node(LabParts.Unique("node"));
        var image = await DeployTwiceAsync(app);
        (await LabParts.InvokeAsync(await PullableAsync(image), """{"name":"Ada"}""")).ShouldContain("\"hello\":\"Ada\"");
    }

    [SkippableFact]
    public async Task With_labels_tells_the_source_in_the_image_and_in_the_releases()
    {
        LabParts.Require();
        var name = LabParts.Unique("labels");
        using var app = AppFolder.Node(name);
        foreach (var arguments in (string[][])[["init", "-q", "-b", "fix/cart"], ["remote", "add", "origin", "https://ci:s3cr3t@git.example.com/acme/shop.git"], ["add", "."],
            ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "First"]])
            await Shell.RunAsync("git", ["-C", app.Path, .. arguments]);
        var sha = (await Shell.RunAsync("git", "-C", app.Path, "rev-parse", "HEAD")).Trim();
        var layout = Path.Combine(app.Path, "..", $"{name}-oci");

        var plain = await RunAsync(null, "build", app.Path, "--json");
        var labelled = await RunAsync(null, "build", app.Path, "--source-label", "--label", "com.example.team=shop", "--output", layout, "--json");
        var deployed = await RunAsync(null, "deploy", app.Path, "--function", name, "--role", LabParts.Role, "--source-label", "--publish-version", "--json");
        var releases = await RunAsync(null, "releases", "--function", name, "--json");

        var labels = JsonDocument.Parse(await Shell.RunAsync("skopeo", "inspect", "--config", "oci:" + layout)).RootElement.GetProperty("config").GetProperty("Labels");
        Directory.Delete(layout, recursive: true);
        labels.GetProperty("org.opencontainers.image.revision").GetString().ShouldBe(sha);
        labels.GetProperty("org.opencontainers.image.source").GetString().ShouldBe("https://git.example.com/acme/shop.git");
        labels.GetProperty("io.lambdaimage.branch").GetString().ShouldBe("fix/cart");
        labels.GetProperty("com.example.team").GetString().ShouldBe("shop");
        JsonDocument.Parse(labelled.Out).RootElement.GetProperty("digest").GetString().ShouldNotBe(JsonDocument.Parse(plain.Out).RootElement.GetProperty("digest").GetString());
        deployed.Code.ShouldBe(0, deployed.Error);
        releases.Out.ShouldContain(sha, customMessage: releases.Error);
        releases.Out.ShouldContain("https://git.example.com/acme/shop.git");
        releases.Out.ShouldNotContain("s3cr3t");
    }

    [SkippableFact]
    public async Task To_a_function_that_an_ARN_names_goes_through_the_Region_of_the_ARN()
    {
        LabParts.Require();
        var name = LabParts.Unique("arn");
        using var app = AppFolder.Node(name);

        var deployed = await RunAsync(null, "deploy", app.Path, "--function", $"arn:aws:lambda:eu-central-1:123456789012:function:{name}", "--role", LabParts.Role);

        deployed.Code.ShouldBe(0, deployed.Error);
        (await Shell.RunAsync("aws", "lambda", "get-function", "--region", "eu-central-1", "--function-name", name, "--query", "Code.ImageUri", "--output", "text"))
            .ShouldContain(".dkr.ecr.eu-central-1.amazonaws.com/");
    }

    [SkippableFact]
    public async Task Of_a_large_layer_has_it_on_its_way_while_it_is_compressed()
    {
        LabParts.Require();
        var name = LabParts.Unique("large");
        using var app = AppFolder.Node(name);
        string[] deploy = ["deploy", app.Path, "--function", name, "--role", LabParts.Role, "--verbose", "--json"];
        // The first deployment makes the repository, so there is no place before.
        (await RunAsync(null, deploy)).Error.ShouldNotContain(Ahead);
        await File.WriteAllBytesAsync(Path.Combine(app.Path, "model.bin"), RandomNumberGenerator.GetBytes(300 * 1024 * 1024));

        (await RunAsync(null, [.. deploy, "--what-if"])).Error.ShouldNotContain(Ahead);
        await File.AppendAllTextAsync(Path.Combine(app.Path, "model.bin"), "more");
        var run = await RunAsync(null, deploy);

        run.Error.ShouldContain(Ahead);
        var uri = JsonDocument.Parse(run.Out).RootElement.GetProperty("imageUri").GetString()!;
        (await LabParts.RunningImageAsync(name)).ShouldBe(uri);
        (await LabParts.InvokeAsync(await PullableAsync(uri), """{"name":"Ada"}""")).ShouldContain("\"hello\":\"Ada\"");
    }

    [SkippableFact]
    public async Task Of_a_bref_project_takes_its_extension_along()
    {
        LabParts.Require();
        using var app = AppFolder.Bref(LabParts.Unique("bref"));
        var image = await DeployTwiceAsync(app);
        (await LabParts.InvokeAsync(await PullableAsync(image), "{}")).ShouldContain("gmp");
    }

    [SkippableFact]
    public async Task Of_a_custom_dockerfile_runs_its_commands()
    {
        LabParts.Require();
        using var app = AppFolder.CustomWithRun(LabParts.Unique("custom"));
        var image = await DeployTwiceAsync(app, "--dockerfile");
        (await LabParts.InvokeAsync(await PullableAsync(image), """{"name":"Ada"}""")).ShouldContain("by RUN");
    }

    [SkippableFact]
    public async Task Of_an_existing_image_copies_it_without_a_build()
    {
        LabParts.Require();
        using var nowhere = new AppFolder();
        await DeployTwiceAsync(nowhere, "--image", "public.ecr.aws/lambda/provided:al2023", "--name", LabParts.Unique("prebuilt"));
    }

    [SkippableFact]
    public async Task Through_four_piped_processes_gives_the_same_digest_as_in_one()
    {
        LabParts.Require();
        using var app = AppFolder.Node(LabParts.Unique("piped"));
        var destination = $"{LabParts.Registry}/{LabParts.Unique("piped")}";
        var dockerfile = await RunAsync(null, "dockerfile", app.Path, "--json");
        var image = await RunAsync(dockerfile.Out, "build", "--json");
        var published = await RunAsync(image.Out, "publish", "--destination", destination, "--json");
        var again = await RunAsync(null, "publish", app.Path, "--destination", destination, "--json");

        using var first = JsonDocument.Parse(published.Out);
        using var second = JsonDocument.Parse(again.Out);
        second.RootElement.GetProperty("digest").GetString().ShouldBe(first.RootElement.GetProperty("digest").GetString());
        second.RootElement.GetProperty("bytesSent").GetInt64().ShouldBe(0);
        (await Shell.RunAsync("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{destination}:latest"))
            .ShouldBe(first.RootElement.GetProperty("digest").GetString());
    }

    [SkippableFact]
    public async Task Ends_early_with_files_that_skopeo_and_docker_accept()
    {
        LabParts.Require();
        using var app = AppFolder.Node(LabParts.Unique("output"));
        using var outputs = new AppFolder();
        var layout = Path.Combine(outputs.Path, "layout");
        var archive = Path.Combine(outputs.Path, "shop.tar");
        await RunAsync(null, "build", app.Path, "--output", layout);
        await RunAsync(null, "build", app.Path, "--output", archive, "--local-tag", "output-test:v1");

        (await Shell.RunAsync("skopeo", "inspect", "--config", "oci:" + layout)).ShouldContain("index.handler");
        (await Shell.RunAsync("skopeo", "inspect", "--config", "docker-archive:" + archive)).ShouldContain("index.handler");
        (await Shell.RunAsync("docker", "load", "--input", archive)).ShouldContain("output-test:v1");
        (await LabParts.InvokeAsync("output-test:v1", """{"name":"Ada"}""")).ShouldContain("\"hello\":\"Ada\"");
    }

    /// <summary>Deploys, asks the real AWS command line, and deploys again, which must change nothing.</summary>
    private static async Task<string> DeployTwiceAsync(AppFolder app, params string[] options)
    {
        var function = LabParts.Unique("whole-way");
        string[] arguments = ["deploy", app.Path, "--function", function, "--role", LabParts.Role, "--json", .. options];
        var first = await RunAsync(null, arguments);
        using var deployed = JsonDocument.Parse(first.Out);
        deployed.RootElement.GetProperty("change").GetString().ShouldBe("Created");
        var uri = deployed.RootElement.GetProperty("imageUri").GetString()!;
        (await LabParts.RunningImageAsync(function)).ShouldBe(uri);

        using var again = JsonDocument.Parse((await RunAsync(null, arguments)).Out);
        again.RootElement.GetProperty("change").GetString().ShouldBe("NoChange");
        again.RootElement.GetProperty("image").GetProperty("bytesSent").GetInt64().ShouldBe(0);
        again.RootElement.GetProperty("imageUri").GetString().ShouldBe(uri);
        return uri;
    }

    /// <summary>Copies an image out of the ECR stand-in with skopeo into the lab's docker, which gives the name to run.</summary>
    private static async Task<string> PullableAsync(string uri)
    {
        var repository = uri[(uri.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var token = await Shell.RunAsync("aws", "ecr", "get-login-password");
        var name = $"lambdaimage-test/{repository.Split('@')[0]}:latest";
        await Shell.RunAsync(
            "skopeo", "copy", "--src-tls-verify=false", "--src-creds", $"AWS:{token}",
            $"docker://{new Uri(LabParts.Aws).Authority}/{repository}", "docker-daemon:" + name,
            "--dest-daemon-host", Environment.GetEnvironmentVariable("DOCKER_HOST")!);
        return name;
    }

    private static async Task<ToolRun> RunAsync(string? piped, params string[] arguments)
    {
        using var engine = new LambdaImageEngine();
        var run = await ToolRun.OfAsync(engine, piped, arguments);
        run.Code.ShouldBe(0, run.Error);
        return run;
    }
}
