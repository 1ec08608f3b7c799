using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Deployments;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Comparing_before_an_update : IDisposable
{
    private readonly FunctionBench _bench = new();

    public Comparing_before_an_update()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);
        _bench.Bench.Aws
            .On("DescribeImages", call => Digest(call) == FunctionBench.OldDigest ? Image(FunctionBench.OldDigest, "v1", 100) : Image(FunctionBench.NewDigest, "v2", 150))
            .On("BatchGetImage", call => Manifest(Digest(call), Digest(call) == FunctionBench.OldDigest ? ["1", "2"] : ["1", "3", "4"]));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Settings_image_tags_size_and_layers_are_told_and_nothing_is_written()
    {
        var comparison = await CompareAsync(_bench.Request(FunctionBench.NewDigest, LambdaArchitecture.Arm64) with
        {
            Settings = new FunctionSettings { MemorySize = 512, Environment = new Dictionary<string, string> { ["TOKEN"] = "s3cret" } },
        });

        comparison.NoChange.ShouldBeFalse();
        comparison.Change.ShouldBe(DeploymentChange.Updated);
        comparison.Differences.ShouldBe(
        [
            new("image", FunctionBench.Uri(FunctionBench.OldDigest), FunctionBench.Uri(FunctionBench.NewDigest)),
            new("architecture", "x86_64", "arm64"),
            new("memory", "128 MB", "512 MB"),
            new("environment variable TOKEN", null, "(new value)"),
        ]);
        (comparison.Tags!.Single(), comparison.NewTags!.Single(), comparison.Size, comparison.NewSize).ShouldBe(("v1", "v2", 100, 150));
        comparison.LayersAdded!.Select(layer => layer.Digest[^1]).ShouldBe(['3', '4']);
        comparison.LayersRemoved!.Select(layer => layer.Digest[^1]).ShouldBe(['2']);
        JsonSerializer.Serialize(comparison).ShouldNotContain("s3cret");
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_difference_is_the_same_object_that_says_so()
    {
        var comparison = await CompareAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = new FunctionSettings { MemorySize = 128 } });

        comparison.NoChange.ShouldBeTrue();
        comparison.Change.ShouldBe(DeploymentChange.NoChange);
        comparison.Differences.ShouldBeEmpty();
        comparison.LayersAdded.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_function_that_would_be_created_has_all_its_settings_told()
    {
        _bench.Function.Configuration = null;

        var comparison = await CompareAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { Role = FunctionBench.RoleArn, Timeout = 30 } });

        comparison.Change.ShouldBe(DeploymentChange.Created);
        comparison.Differences.ShouldContain(new FunctionDifference("time-out", null, "30 s"));
        comparison.ImageUri.ShouldBeNull();
    }

    [Fact]
    public async Task Without_permission_for_ECR_the_rest_is_still_told()
    {
        var denied = FakeAwsReply.Error(400, "AccessDeniedException", "no");
        _bench.Bench.Aws.On("DescribeImages", denied).On("BatchGetImage", denied);

        var comparison = await CompareAsync(_bench.Request(FunctionBench.NewDigest));

        comparison.NoChange.ShouldBeFalse();
        comparison.LayersAdded.ShouldBeNull();
        comparison.Size.ShouldBeNull();
    }

    private Task<LambdaFunctionComparison> CompareAsync(UpdateFunctionRequest request) =>
        new FunctionComparer(new FunctionUpdater(_bench.Bench.Connector, findArchitecture: null, _bench.Bench.Clock), _bench.Bench.Reporter).CompareAsync(request, default);

    private static string Digest(FakeAwsCall call) => call.Json.GetProperty("imageIds")[0].GetProperty("imageDigest").GetString()!;

    private static FakeAwsReply Image(string digest, string tag, int size) =>
        FakeAwsReply.Json(new { imageDetails = new[] { new { imageDigest = digest, imageTags = new[] { tag }, imageSizeInBytes = size } } });

    private static FakeAwsReply Manifest(string digest, string[] layers)
    {
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["config"] = Part("9"),
            ["layers"] = new JsonArray([.. layers.Select(Part)]),
        };
        return FakeAwsReply.Json(new { images = new[] { new { imageId = new { imageDigest = digest }, imageManifest = manifest.ToJsonString() } } });

        static JsonObject Part(string digit) => new() { ["mediaType"] = "application/vnd.oci.image.layer.v1.tar+gzip", ["digest"] = "sha256:" + new string(digit[0], 64), ["size"] = 10 };
    }
}
