using System.Text.Json;
using LambdaImage.Engine;
using LambdaImage.Tests.Tool;

namespace LambdaImage.Tests.Lab;

/// <summary>SBOMs in a real registry that keeps no lists of referrers, and in the lab's Amazon ECR, read back with skopeo and aws.</summary>
public sealed class An_sbom_beside_an_image
{
    private const string Lock = """
        { "lockfileVersion": 3, "packages": { "": { "dependencies": { "ms": "2.1.3" } }, "node_modules/ms": { "version": "2.1.3", "license": "MIT" } } }
        """;

    [SkippableFact]
    public async Task In_a_registry_without_lists_skopeo_finds_it_under_the_tag_of_the_digest()
    {
        LabParts.Require();
        var name = LabParts.Unique("sbom");
        using var app = Project(name);
        string[] arguments = ["publish", app.Path, "--dockerfile", "--destination", $"{LabParts.Registry}/{name}:v1", "--sbom", "--json"];

        var first = await RunAsync(arguments);
        var again = await RunAsync(arguments);

        var (digest, sbom) = (first.GetProperty("digest").GetString()!, first.GetProperty("sbomUri").GetString()!);
        again.GetProperty("noChange").GetBoolean().ShouldBeTrue();
        again.GetProperty("bytesSent").GetInt64().ShouldBe(0);
        again.GetProperty("sbomUri").GetString().ShouldBe(sbom);
        var list = await SkopeoAsync($"{LabParts.Registry}/{name}:{digest.Replace(':', '-')}");
        var listed = list.GetProperty("manifests").EnumerateArray().ShouldHaveSingleItem();
        $"{LabParts.Registry}/{name}@{listed.GetProperty("digest").GetString()}".ShouldBe(sbom);
        listed.GetProperty("artifactType").GetString().ShouldBe("application/vnd.cyclonedx+json");
        var artifact = await SkopeoAsync(sbom);
        artifact.GetProperty("subject").GetProperty("digest").GetString().ShouldBe(digest);
        using var http = new HttpClient();
        var text = await http.GetStringAsync($"http://{LabParts.Registry}/v2/{name}/blobs/{artifact.GetProperty("layers")[0].GetProperty("digest").GetString()}");
        var document = JsonDocument.Parse(text).RootElement;
        document.GetProperty("components").EnumerateArray().Select(each => each.GetProperty("purl").GetString()).ShouldContain("pkg:npm/ms@2.1.3");
        document.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString().ShouldBe(digest);
        // The image itself stays one manifest, which Lambda takes.
        (await SkopeoAsync($"{LabParts.Registry}/{name}:v1")).TryGetProperty("manifests", out _).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task In_amazon_ecr_with_tags_that_cannot_be_moved_it_is_listed_by_the_service_and_the_key_in_the_file_asks_for_it()
    {
        LabParts.Require();
        var name = LabParts.Unique("sbom");
        using var app = Project(name);
        app.Write("lambda-image.yml", "sbom: true\n");
        string[] arguments = ["publish", app.Path, "--dockerfile", "--repository", name, "--tag", "v1", "--tag-mutability", "Immutable", "--json"];

        var first = await RunAsync(arguments);
        var again = await RunAsync(arguments);

        var (digest, sbom) = (first.GetProperty("digest").GetString()!, first.GetProperty("sbomUri").GetString()!);
        again.GetProperty("noChange").GetBoolean().ShouldBeTrue();
        var listed = JsonDocument.Parse(await Shell.RunAsync("aws", "ecr", "list-image-referrers", "--repository-name", name, "--subject-id", $"imageDigest={digest}", "--output", "json"))
            .RootElement.GetProperty("referrers").EnumerateArray().ShouldHaveSingleItem();
        sbom.ShouldEndWith("@" + listed.GetProperty("digest").GetString());
        listed.GetProperty("artifactType").GetString().ShouldBe("application/vnd.cyclonedx+json");
        var manifest = await Shell.RunAsync(
            "aws", "ecr", "batch-get-image", "--repository-name", name, "--image-ids", $"imageDigest={listed.GetProperty("digest").GetString()}", "--query", "images[0].imageManifest", "--output", "text");
        JsonDocument.Parse(manifest).RootElement.GetProperty("subject").GetProperty("digest").GetString().ShouldBe(digest);
        (await Shell.RunAsync("aws", "ecr", "list-images", "--repository-name", name, "--query", "imageIds[].imageTag", "--output", "text")).Trim().ShouldBe("v1");
    }

    [SkippableTheory, InlineData(true), InlineData(false)]
    public async Task A_copy_takes_it_along(bool isFromEcr)
    {
        LabParts.Require();
        var name = LabParts.Unique("sbom");
        using var app = Project(name);
        string[] place = isFromEcr ? ["--repository", name] : ["--destination", $"{LabParts.Registry}/{name}:v1"];
        var published = await RunAsync(["publish", app.Path, "--dockerfile", .. place, "--sbom", "--json"]);
        string[] arguments = ["copy", "--image-uri", published.GetProperty("imageUri").GetString()!, "--to-region", "us-east-1", "--json"];

        var first = (await RunAsync(arguments))[0];
        var again = (await RunAsync(arguments))[0];

        var digest = published.GetProperty("digest").GetString();
        var sbom = published.GetProperty("sbomUri").GetString()!.Split('@')[1];
        first.GetProperty("referrers").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(sbom);
        JsonDocument.Parse(await Shell.RunAsync(
                "aws", "ecr", "list-image-referrers", "--region", "us-east-1", "--repository-name", name, "--subject-id", $"imageDigest={digest}", "--output", "json"))
            .RootElement.GetProperty("referrers").EnumerateArray().ShouldHaveSingleItem().GetProperty("digest").GetString().ShouldBe(sbom);
        (again.GetProperty("noChange").GetBoolean(), again.GetProperty("bytesSent").GetInt64()).ShouldBe((true, 0));
    }

    private static AppFolder Project(string name) => new(
        ("package.json", $$"""{ "name": "{{name}}", "dependencies": { "ms": "2.1.3" } }"""),
        ("package-lock.json", Lock),
        ("index.js", "exports.handler = async () => 'hello';\n"),
        ("Dockerfile", "FROM public.ecr.aws/lambda/nodejs:22\nCOPY index.js ./\nCMD [\"index.handler\"]\n"));

    private static async Task<JsonElement> RunAsync(string[] arguments)
    {
        using var engine = new LambdaImageEngine();
        var run = await ToolRun.OfAsync(engine, null, arguments);
        run.Code.ShouldBe(0, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private static async Task<JsonElement> SkopeoAsync(string reference) =>
        JsonDocument.Parse(await Shell.RunAsync("skopeo", "inspect", "--raw", "--tls-verify=false", "docker://" + reference)).RootElement;
}
