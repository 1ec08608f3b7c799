using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Looking_at_running_images : IDisposable
{
    private readonly FunctionBench _bench = new();
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _images = [FunctionBench.OldDigest, FunctionBench.NewDigest];

    public Looking_at_running_images()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);
        _bench.Bench.Aws.On("DescribeImages", call =>
        {
            var ids = call.Json.GetProperty("imageIds").EnumerateArray()
                .Select(id => id.TryGetProperty("imageDigest", out var digest) ? digest.GetString() : _tags.GetValueOrDefault(id.GetProperty("imageTag").GetString()!)).ToArray();
            return ids.Any(digest => digest is null || !_images.Contains(digest))
                ? FakeAwsReply.Error(400, "ImageNotFoundException", "one is missing")
                : FakeAwsReply.Json(new { imageDetails = ids.Distinct().Select(Described) });
        });
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task One_whose_creation_failed_is_told_without_a_digest()
    {
        _bench.Function.ResolvedImageUri = $"{FunctionBench.Repository}:latest";
        _bench.Function.Configuration!["CodeSha256"] = "";

        var image = (await ReadAsync("shop")).ShouldHaveSingleItem();

        (image.ImageUri, image.Digest, image.Drift, image.InRepository).ShouldBe(($"{FunctionBench.Repository}:latest", null, null, null));
    }

    [Fact]
    public async Task One_whose_tag_still_points_at_it_has_no_drift()
    {
        Source("latest");
        _tags["latest"] = FunctionBench.OldDigest;

        var image = (await ReadAsync("shop")).ShouldHaveSingleItem();

        image.Drift.ShouldBe(ImageDrift.None);
        image.SourceTags.ShouldBe(["latest"]);
        image.Tags.ShouldBe(["latest"]);
        image.TagDigest.ShouldBe(FunctionBench.OldDigest);
        (image.Size, image.ScanStatus, image.ScanFindings!["HIGH"], image.InRepository).ShouldBe((42, "COMPLETE", 2, true));
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_that_moved_is_drift_and_says_where_it_points_now()
    {
        Source("latest");
        _tags["latest"] = FunctionBench.NewDigest;

        var image = (await ReadAsync("shop")).ShouldHaveSingleItem();

        image.Drift.ShouldBe(ImageDrift.TagMoved);
        image.TagDigest.ShouldBe(FunctionBench.NewDigest);
        image.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_that_is_gone_is_drift()
    {
        Source("latest");

        (await ReadAsync("shop")).Single().Drift.ShouldBe(ImageDrift.TagGone);
    }

    [Fact]
    public async Task An_image_that_is_gone_is_drift_and_danger()
    {
        Source("latest");
        _tags["latest"] = FunctionBench.NewDigest;
        _images.Remove(FunctionBench.OldDigest);

        var image = (await ReadAsync("shop")).Single();

        image.Drift.ShouldBe(ImageDrift.ImageGone);
        image.InRepository.ShouldBe(false);
        // What else is in the repository was still found.
        image.TagDigest.ShouldBe(FunctionBench.NewDigest);
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_too()
    {
        _bench.Bench.Aws.On("DescribeImages", FakeAwsReply.Error(400, "RepositoryNotFoundException", "gone"));

        (await ReadAsync("shop")).Single().Drift.ShouldBe(ImageDrift.RepositoryGone);
    }

    [Fact]
    public async Task A_note_about_another_digest_is_no_note()
    {
        _bench.Function.Tags = new() { [ImageSource.TagName] = $"{FunctionBench.NewDigest} latest" };

        (await ReadAsync("shop")).Single().SourceTags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_permission_for_ECR_the_rest_is_told_with_a_warning()
    {
        _bench.Bench.Aws.On("DescribeImages", FakeAwsReply.Error(400, "AccessDeniedException", "not authorized"));

        var image = (await ReadAsync("shop")).Single();

        (image.Drift, image.Tags, image.InRepository, image.Digest).ShouldBe((null, null, null, FunctionBench.OldDigest));
        _bench.Bench.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).ShouldHaveSingleItem().Text.ShouldContain("ecr:DescribeImages");
    }

    [Fact]
    public async Task Aliases_and_versions_are_told_with_their_shares()
    {
        _bench.Function.Versions.Add(Version("1"));
        _bench.Function.Versions.Add(Version("2"));
        _bench.Bench.Aws.On("ListAliases", FakeAwsReply.Json(new
        {
            Aliases = new[] { new { Name = "live", AliasArn = "arn:aws:lambda:eu-west-1:123456789012:function:shop:live", FunctionVersion = "1", RoutingConfig = new { AdditionalVersionWeights = new Dictionary<string, double> { ["2"] = 0.1 } } } },
        }));

        var images = await ReadAsync(new FunctionImagesRequest { FunctionNames = ["shop"], Versions = true, Aliases = true });

        images.Select(image => (image.Qualifier, image.Version, image.Weight)).ShouldBe(
            [("$LATEST", "$LATEST", null), ("1", "1", null), ("2", "2", null), ("live", "1", 0.9), ("live", "2", 0.1)]);
        // All of them in one look at the repository.
        _bench.Bench.Aws.Operations.Count(name => name == "DescribeImages").ShouldBe(1);
    }

    [Fact]
    public async Task A_version_tells_its_own_tag_so_that_its_drift_is_seen()
    {
        var version = Version("1");
        version["Description"] = "LambdaImage/0.1.0 git=1a2b3c4 tag=v1";
        _bench.Function.Versions.Add(version);
        _tags["v1"] = FunctionBench.NewDigest;

        var image = (await ReadAsync(new FunctionImagesRequest { FunctionNames = ["shop"], Versions = true })).Single(each => each.Version == "1");

        (image.SourceTags.Single(), image.Drift, image.TagDigest).ShouldBe(("v1", ImageDrift.TagMoved, FunctionBench.NewDigest));
    }

    [Fact]
    public async Task Patterns_match_functions_made_from_images_only()
    {
        _bench.Bench.Aws.On("ListFunctions", FakeAwsReply.Json(new
        {
            Functions = new[] { Listed("shop", "Image"), Listed("shop-zip", "Zip"), Listed("other", "Image") },
        }));

        (await ReadAsync("SH*p")).Select(image => image.FunctionName).ShouldBe(["shop"]);
        _bench.Bench.Aws.Operations.Count(name => name == "GetFunction").ShouldBe(1);
    }

    [Fact]
    public async Task Each_function_is_looked_at_in_the_Region_of_its_own_ARN()
    {
        string[] arns = [Arn("us-east-1"), "shop", Arn("eu-west-3"), Arn("us-east-1")];

        var images = await ReadAsync(new FunctionImagesRequest { FunctionNames = arns, Versions = true });

        images.Select(image => image.Region).ShouldBe(["us-east-1", "eu-west-1", "eu-west-3"]);
        foreach (var operation in (string[])["GetFunction", "ListVersionsByFunction"])
        {
            _bench.Bench.Aws.Calls.Where(call => call.Operation == operation).Select(call => call.Uri.Host).Order().ShouldBe(
                ["lambda.eu-west-1.amazonaws.com", "lambda.eu-west-3.amazonaws.com", "lambda.us-east-1.amazonaws.com"]);
        }
    }

    [Fact]
    public async Task ARNs_need_no_other_Region()
    {
        _bench.Bench.Session = _bench.Bench.Session with { Region = null };

        (await ReadAsync(Arn("eu-west-3"))).ShouldHaveSingleItem().Region.ShouldBe("eu-west-3");
    }

    [Fact]
    public async Task What_is_wrong_with_a_function_is_told_with_the_remedy()
    {
        _bench.Function.With("LastUpdateStatus", "Failed").With("LastUpdateStatusReasonCode", "ImageAccessDenied");

        (await ReadAsync("shop")).Single().StateReason.ShouldNotBeNull().ShouldContain("Allow ecr:BatchGetImage");
    }

    [Fact]
    public async Task A_single_name_that_nobody_has_is_an_error()
    {
        _bench.Function.Configuration = null;

        (await Should.ThrowAsync<LambdaImageException>(() => ReadAsync("shop"))).Kind.ShouldBe(ErrorKind.FunctionNotFound);
    }

    [Fact]
    public async Task A_function_from_a_zip_archive_runs_no_image()
    {
        _bench.Function.With("PackageType", "Zip");

        (await Should.ThrowAsync<LambdaImageException>(() => ReadAsync("shop"))).Kind.ShouldBe(ErrorKind.FunctionIsZip);
    }

    [Fact]
    public async Task What_cannot_be_read_keeps_nothing_else_from_being_told()
    {
        _bench.Bench.Aws.On("GetFunction", call => call.Uri.AbsolutePath.Split('/')[^1] switch
        {
            "gone" => FakeAwsReply.Error(404, "ResourceNotFoundException", "no such function"),
            "secret" => FakeAwsReply.Error(403, "AccessDeniedException", "not authorized"),
            var name => FakeAwsReply.Json(new
            {
                Configuration = new { FunctionName = name, FunctionArn = $"arn:aws:lambda:eu-west-1:123456789012:function:{name}", PackageType = name == "zip" ? "Zip" : "Image" },
                Code = new { ImageUri = FunctionBench.Uri(FunctionBench.OldDigest), ResolvedImageUri = FunctionBench.Uri(FunctionBench.OldDigest) },
            }),
        });

        var outcomes = await OutcomesAsync(new FunctionImagesRequest { FunctionNames = ["gone", "shop", "zip", "not a name", "secret", "cart"] });

        outcomes.Select(outcome => (outcome.FunctionName, outcome.Images.Count, outcome.Failure?.Kind)).ShouldBe(
        [
            ("gone", 0, ErrorKind.FunctionNotFound), ("shop", 1, null), ("zip", 0, ErrorKind.FunctionIsZip), ("not a name", 0, ErrorKind.RequestInvalid),
            ("secret", 0, ErrorKind.AccessDenied), ("cart", 1, null),
        ]);
        outcomes.ShouldAllBe(outcome => outcome.Failure == null || (outcome.Failure.Target == outcome.FunctionName && outcome.Failure.Remedy.Length > 0));
        _bench.Bench.Reporter.Lines.ShouldNotContain(line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Functions_that_may_not_be_listed_hide_none_that_were_named()
    {
        _bench.Bench.Aws.On("ListFunctions", FakeAwsReply.Error(403, "AccessDeniedException", "not authorized"));

        var outcomes = await OutcomesAsync(new FunctionImagesRequest { FunctionNames = ["cart-*", "shop", "*-cart"] });

        outcomes.Select(outcome => (outcome.FunctionName, outcome.Images.Count, outcome.Failure?.Kind, outcome.Failure?.Target)).ShouldBe(
            [("cart-*", 0, ErrorKind.AccessDenied, "cart-*"), ("shop", 1, null, null), ("*-cart", 0, ErrorKind.AccessDenied, "*-cart")]);
        _bench.Bench.Aws.Operations.Count(name => name == "ListFunctions").ShouldBe(1);
    }

    [Fact]
    public async Task All_functions_are_those_made_from_images()
    {
        _bench.Bench.Aws.On("ListFunctions", FakeAwsReply.Json(new { Functions = new[] { Listed("shop-zip", "Zip"), Listed("shop", "Image") } }));

        (await OutcomesAsync(new FunctionImagesRequest())).ShouldHaveSingleItem().FunctionName.ShouldBe("shop");
    }

    [Fact]
    public void The_base_is_read_from_annotations_and_history()
    {
        var clock = new Aws.JumpingClock();
        var image = new MadeImage(
            """{"org.opencontainers.image.base.name":"public.ecr.aws/lambda/nodejs:20","org.opencontainers.image.base.digest":"sha256:1"}""",
            """{"architecture":"amd64","os":"linux","created":"2025-12-20T10:00:00Z","rootfs":{"type":"layers","diff_ids":[]},"history":[{"created":"2025-11-01T00:00:00Z"},{"created":"2025-11-02T00:00:00Z"},{"created":"2025-12-20T09:59:00Z"}]}""");

        var origin = ImageOrigin.Of(image, clock);

        origin.BaseImage.ShouldBe("public.ecr.aws/lambda/nodejs:20@sha256:1");
        origin.BaseCreatedAt.ShouldBe(new DateTimeOffset(2025, 11, 2, 0, 0, 0, TimeSpan.Zero));
        origin.Warnings.ShouldHaveSingleItem().ShouldContain("2026-04-30");
    }

    [Fact]
    public void A_reproducible_image_tells_no_age()
    {
        var origin = ImageOrigin.Of(
            new MadeImage("{}", """{"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:00Z","rootfs":{"type":"layers","diff_ids":[]}}"""), new Aws.JumpingClock());

        (origin.CreatedAt, origin.BaseImage, origin.BaseCreatedAt).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_reproducible_image_tells_the_age_of_its_base()
    {
        var image = new MadeImage("{}", """
            {"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:00Z","rootfs":{"type":"layers","diff_ids":[]},"history":[
              {"created":"2026-09-01T00:00:00Z","created_by":"base image"},{"created":"2026-09-02T00:00:00Z","created_by":"base image"},
              {"created":"1970-01-01T00:00:00Z","created_by":"COPY . .","comment":"lambdaimage"}]}
            """);

        var origin = ImageOrigin.Of(image, new Aws.JumpingClock());

        (origin.CreatedAt, origin.BaseCreatedAt).ShouldBe((null, new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero)));
    }

    private object Described(string? digest) => new
    {
        imageDigest = digest,
        imageTags = _tags.Where(tag => tag.Value == digest).Select(tag => tag.Key),
        imageSizeInBytes = 42,
        imageScanStatus = new { status = "COMPLETE" },
        imageScanFindingsSummary = new { findingSeverityCounts = new { HIGH = 2 } },
    };

    private void Source(string tag) => _bench.Function.Tags = new() { [ImageSource.TagName] = $"{FunctionBench.OldDigest} {tag}" };

    private Task<IReadOnlyList<LambdaFunctionImage>> ReadAsync(string name) => ReadAsync(new FunctionImagesRequest { FunctionNames = [name] });

    private async Task<IReadOnlyList<LambdaFunctionImage>> ReadAsync(FunctionImagesRequest request) =>
        [.. (await OutcomesAsync(request)).SelectMany(outcome => outcome.Failure is { } failure ? throw failure : outcome.Images)];

    private Task<IReadOnlyList<FunctionImagesOutcome>> OutcomesAsync(FunctionImagesRequest request) =>
        new FunctionImageReader(_bench.Bench.Connect(), NoImage, _bench.Bench.Clock, _bench.Bench.Reporter).ReadAsync(request, default);

    private static Task<IImage> NoImage(ImageReference reference, LambdaArchitecture architecture, CancellationToken cancel) => Task.FromResult<IImage>(new MadeImage(
        "{}", """{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"""));

    private System.Text.Json.Nodes.JsonNode Version(string number)
    {
        var version = (System.Text.Json.Nodes.JsonObject)_bench.Function.Configuration!.DeepClone();
        version["Version"] = number;
        return version;
    }

    private static string Arn(string region) => $"arn:aws:lambda:{region}:123456789012:function:shop";

    private static object Listed(string name, string type) =>
        new { FunctionName = name, FunctionArn = $"arn:aws:lambda:eu-west-1:123456789012:function:{name}", PackageType = type };

    private sealed class MadeImage(string annotations, string config) : IImage
    {
        public ReadOnlyMemory<byte> ManifestBytes => default;

        public Descriptor Descriptor => throw new NotSupportedException();

        public ImageManifest Manifest { get; } = OciJson.Read<ImageManifest>(System.Text.Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:{{new string('1', 64)}}","size":1},"layers":[],"annotations":{{annotations}}}"""));

        public ReadOnlyMemory<byte> ConfigBytes => default;

        public ImageConfig Config { get; } = OciJson.Read<ImageConfig>(System.Text.Encoding.UTF8.GetBytes(config));

        public IReadOnlyList<ILayer> Layers => [];
    }
}
