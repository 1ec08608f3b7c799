using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Choosing_the_image : IDisposable
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    private readonly FunctionBench _bench = new();

    public Choosing_the_image() => _bench.Function.Exists(FunctionBench.OldDigest);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_tag_is_resolved_to_its_digest()
    {
        Describe(FunctionBench.NewDigest, Manifest);

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.Repository + ":live", published: false));

        plan.Action.ShouldContain(FunctionBench.Uri(FunctionBench.NewDigest));
        _bench.Bench.Aws.Single("DescribeImages").Body.ShouldBe(
            """{"registryId":"123456789012","repositoryName":"shop","imageIds":[{"imageTag":"live"}]}""");
    }

    [Fact]
    public async Task A_tag_beside_a_digest_is_noted_and_not_sent()
    {
        Describe(FunctionBench.NewDigest, Manifest);

        var deployed = await _bench.DeployAsync(_bench.Request($"{FunctionBench.Repository}:live@{FunctionBench.NewDigest}", published: false));

        deployed.ImageUri.ShouldBe(FunctionBench.Uri(FunctionBench.NewDigest));
        _bench.Bench.Aws.Single("UpdateFunctionCode").Json.GetProperty("ImageUri").GetString().ShouldBe(FunctionBench.Uri(FunctionBench.NewDigest));
        $"{_bench.Function.Tags!["lambdaimage:image"]}".ShouldBe($"{FunctionBench.NewDigest} live");
    }

    [Fact]
    public async Task Whoever_may_not_describe_images_may_still_pull_them()
    {
        _bench.Bench.Aws.On("DescribeImages", FakeAwsReply.Error(400, "AccessDeniedException", "no"))
            .On("BatchGetImage", FakeAwsReply.Json(new
            {
                images = new[] { new { imageId = new { imageDigest = FunctionBench.NewDigest }, imageManifest = "{}", imageManifestMediaType = Manifest } },
                failures = Array.Empty<object>(),
            }));

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.Repository + ":live", published: false));

        plan.Action.ShouldContain(FunctionBench.NewDigest);
        _bench.Bench.Aws.Single("BatchGetImage").Json.GetProperty("acceptedMediaTypes").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task What_was_just_published_is_not_looked_up_again()
    {
        await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest));

        _bench.Bench.Aws.Operations.ShouldBe(["GetFunction"]);
    }

    [Fact]
    public async Task An_index_is_refused_with_the_images_in_it()
    {
        Describe(FunctionBench.NewDigest, Index);
        var child = "sha256:" + new string('c', 64);
        var manifest = $$$"""
            {"schemaVersion":2,"mediaType":"{{{Index}}}","manifests":[
              {"mediaType":"{{{Manifest}}}","digest":"{{{child}}}","size":1,"platform":{"os":"linux","architecture":"arm64"}},
              {"mediaType":"{{{Manifest}}}","digest":"sha256:{{{new string('d', 64)}}}","size":1,"platform":{"os":"unknown","architecture":"unknown"}}]}
            """;
        _bench.Bench.Aws.On("BatchGetImage", FakeAwsReply.Json(new
        {
            images = new[] { new { imageId = new { imageDigest = FunctionBench.NewDigest }, imageManifest = manifest, imageManifestMediaType = Index } },
        }));

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.Uri(FunctionBench.NewDigest), published: false));

        error.Kind.ShouldBe(ErrorKind.ImageNotReadable);
        error.Remedy.ShouldBe($"Give one of its images instead: -ImageUri {FunctionBench.Repository}@{child}");
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ImageNotFoundException")]
    [InlineData("RepositoryNotFoundException")]
    public async Task An_image_that_is_not_there_is_not_found(string code)
    {
        _bench.Bench.Aws.On("DescribeImages", FakeAwsReply.Error(400, code, "it does not exist"));

        (await _bench.FailAsync(_bench.Request(FunctionBench.Repository + ":gone", published: false))).Kind.ShouldBe(ErrorKind.ImageNotFound);
    }

    [Fact]
    public async Task An_archived_image_must_be_restored_first()
    {
        _bench.Bench.Aws.On("DescribeImages", FakeAwsReply.Json(new
        {
            imageDetails = new[] { new { imageDigest = FunctionBench.NewDigest, imageManifestMediaType = Manifest, imageStatus = "ARCHIVED" } },
        }));

        (await _bench.FailAsync(_bench.Request(FunctionBench.Repository + ":old", published: false))).Message.ShouldContain("archived");
    }

    [Theory]
    [InlineData("public.ecr.aws/lambda/nodejs:22", "private Amazon ECR")]
    [InlineData("nginx", "private Amazon ECR")]
    [InlineData("123456789012.dkr.ecr-fips.eu-west-1.amazonaws.com/shop:live", "FIPS")]
    [InlineData("123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:live", "of its own Region only")]
    public async Task What_Lambda_can_never_run_is_refused_before_AWS_is_asked(string reference, string words)
    {
        var error = await _bench.FailAsync(_bench.Request(reference, published: false));

        error.Kind.ShouldBe(ErrorKind.ImageNotReadable);
        error.Message.ShouldContain(words);
        _bench.Bench.Aws.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_plain_address_is_given_for_a_FIPS_one() =>
        (await _bench.FailAsync(_bench.Request("123456789012.dkr.ecr-fips.eu-west-1.amazonaws.com/shop:live", published: false)))
            .Remedy.ShouldEndWith("-ImageUri 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:live");

    [Fact]
    public async Task The_processor_of_the_image_is_looked_up()
    {
        Describe(FunctionBench.NewDigest, Manifest);
        _bench.FindArchitecture = (image, _) =>
        {
            image.ToString().ShouldBe(FunctionBench.Uri(FunctionBench.NewDigest));
            return Task.FromResult<LambdaArchitecture?>(LambdaArchitecture.Arm64);
        };

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.Repository + ":live", published: false));

        plan.Action.ShouldContain("move it from x86_64 to arm64");
    }

    [Fact]
    public async Task An_image_for_another_processor_than_asked_for_is_refused()
    {
        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Architecture = LambdaArchitecture.Arm64 });

        error.Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
        error.Message.ShouldContain("built for x86_64, but arm64");
    }

    private void Describe(string digest, string mediaType) => _bench.Bench.Aws.On("DescribeImages", FakeAwsReply.Json(new
    {
        imageDetails = new[] { new { imageDigest = digest, imageManifestMediaType = mediaType, imageSizeInBytes = 1, imagePushedAt = 1.7e9 } },
    }));
}
