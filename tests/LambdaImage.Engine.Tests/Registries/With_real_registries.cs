using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Copying;
using LambdaImage.Engine.Registries.Credentials;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.Engine.Registries.Requests;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

/// <summary>Against Debian's docker-registry, read back with skopeo; some against the lab's stand-ins for token
/// services and ECR, too.</summary>
public sealed class With_real_registries : IDisposable
{
    private const int LayerSize = 20 * 1024 * 1024;

    private static readonly string? Registry = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_REGISTRY");

    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly WireLog _wire = new(HttpPipeline.CreateHandler(HttpTimeouts.Default));
    private readonly RecordingReporter _reporter = new();
    private readonly List<RegistryCatalog> _catalogs = [];

    [SkippableFact]
    public async Task One_image_of_an_index_is_copied_by_mounting_and_skopeo_reads_it()
    {
        var (arm, reference) = await SeedIndexAsync();
        var catalog = Catalog();
        var image = await catalog.Images.OpenAsync(reference, LambdaArchitecture.Arm64, CancellationToken.None);
        image.Descriptor.Digest.ShouldBe(arm.Descriptor.Digest);
        var before = _wire.Requests.Count;

        var target = Repository("copy");
        var result = await PushAsync(catalog, image, target, "v1");

        result.Blobs.Where(blob => blob.Digest != arm.Manifest.Config.DigestText)
            .ShouldAllBe(blob => blob.Transfer == BlobTransfer.Mounted);
        _wire.Requests.Skip(before).ShouldNotContain(each => each.IsBlobRead);
        var inspected = await SkopeoAsync("inspect", "--tls-verify=false", $"docker://{target}:v1");
        inspected.GetProperty("Digest").GetString().ShouldBe(arm.Descriptor.DigestText);
        inspected.GetProperty("Architecture").GetString().ShouldBe("arm64");
    }

    [SkippableFact]
    public async Task Between_registries_layers_are_streamed_and_skopeo_reads_every_byte()
    {
        var (arm, reference) = await SeedIndexAsync();
        var catalog = Catalog();
        // By another name it is another registry: nothing can be mounted.
        var other = reference with
        {
            Registry = reference.Registry.Replace("127.0.0.1", "localhost",
            StringComparison.Ordinal)
        };
        var image = await catalog.Images.OpenAsync(other, LambdaArchitecture.Arm64, CancellationToken.None);
        var target = Repository("streamed");

        var result = await PushAsync(catalog, image, target, "v1");

        result.Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Uploaded);
        var folder = Directory.CreateTempSubdirectory("skopeo");
        await SkopeoAsync("copy", "--src-tls-verify=false", $"docker://{target}:v1", $"dir:{folder.FullName}");
        foreach (var layer in arm.Layers)
            Digest.Of(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, layer.Descriptor.Digest.Hex)))
                .ShouldBe(layer.Descriptor.Digest);
        folder.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task A_second_push_sends_nothing()
    {
        NeedsRegistry();
        var catalog = Catalog();
        var image = TestImage.Of([Random()]);
        await PushAsync(catalog, image, Repository("twice"), "v1");
        var before = _wire.Requests.Count;
        (await PushAsync(catalog, image, Repository("twice"), "v1")).BytesSent.ShouldBe(0);
        _wire.Requests.Skip(before).ShouldAllBe(each => each.Method == "HEAD");
    }

    [SkippableFact]
    public async Task An_upload_that_breaks_half_way_recovers()
    {
        NeedsRegistry();
        _wire.BreakUploads(after: LayerSize / 2, times: 2);
        var image = TestImage.Of([Random()]);
        await PushAsync(Catalog(), image, Repository("broken"), "v1");
        _wire.Requests.Count(each => each.IsUpload).ShouldBeGreaterThanOrEqualTo(4);
        (await SkopeoAsync("inspect", "--tls-verify=false", $"docker://{Repository("broken")}:v1"))
            .GetProperty("Digest").GetString()
            .ShouldBe(image.Descriptor.DigestText);
    }

    [SkippableFact]
    public async Task A_layer_in_parts_arrives_whole()
    {
        NeedsRegistry();
        // What a proxy in front of a registry would say to a large request.
        _wire.RefuseLargerThan = LayerSize;
        var layer = new TestLayer(RandomNumberGenerator.GetBytes(40 * 1024 * 1024));
        await PushAsync(Catalog(), TestImage.Of([layer]), Repository("parts"), "v1");
        _wire.Requests.Count(each => each.Headers.ContainsKey("Content-Range")).ShouldBe(2);
    }

    [SkippableFact]
    public async Task A_manifest_without_its_blobs_is_refused_by_the_registry_and_explained()
    {
        NeedsRegistry();
        var image = TestImage.Of([Random()]);
        var client = await Catalog().ForPushAsync(Repository("empty"), CancellationToken.None);
        var error = await Should.ThrowAsync<LambdaImageException>(
            () =>
                client.SendAsync(new PutManifest("v1", image.Descriptor, image.ManifestBytes), CancellationToken.None));
        error.Message.ShouldContain("blob unknown");
    }

    [SkippableFact]
    public async Task A_base_image_is_pulled_through_the_mirror_and_mounted()
    {
        var mirrors = Environment.GetEnvironmentVariable(RegistryOptions.MirrorsVariable);
        Skip.If(Registry is null || mirrors is null, "needs the lab");
        var catalog = Catalog(RegistryOptions.Default with { Mirrors = RegistryMirrors.Parse(mirrors) });
        var image = await catalog.Images.OpenAsync(ImageReference.Parse("public.ecr.aws/lambda/provided:al2023"),
            LambdaArchitecture.Arm64, CancellationToken.None);
        var before = _wire.Requests.Count;
        var result = await PushAsync(catalog, image, Repository("frombase"), "v1");
        result.Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Mounted);
        _wire.Requests.Skip(before).ShouldNotContain(each => each.IsBlobRead);
    }

    [SkippableFact]
    public async Task What_was_sent_to_one_repository_is_taken_over_by_the_next_and_skopeo_reads_it()
    {
        NeedsRegistry();
        using var scratch = new ScratchFolder();
        var layer = Random();
        var image = TestImage.Of([layer]);
        await PushAsync(Catalog(places: new BlobPlaces(scratch["places"])), image, Repository("shop-a"), "v1");

        var result = await PushAsync(Catalog(places: new BlobPlaces(scratch["places"])), image, Repository("shop-b"), "v1");

        result.Blobs[0].Transfer.ShouldBe(BlobTransfer.Mounted);
        layer.Opened.ShouldBe(1);
        (await SkopeoAsync("inspect", "--tls-verify=false", $"docker://{Repository("shop-b")}:v1"))
            .GetProperty("Digest").GetString().ShouldBe(image.Descriptor.DigestText);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ecr_takes_layers_over_where_the_account_allows_it_and_is_sent_them_elsewhere(bool allowed)
    {
        var endpoint = Environment.GetEnvironmentVariable(RegistryOptions.EndpointVariable);
        Skip.If(endpoint is null, "needs the lab");
        using var aws = new Ecr(endpoint);
        using var scratch = new ScratchFolder();
        var logins = new EcrCredentials(async (host, _) => (RegistryLogin?)new RegistryLogin("AWS",
            await aws.TokenAsync(), $"ECR in {host.Region}"), TimeProvider.System);
        var catalog = Catalog(RegistryOptions.Default with { EcrEndpoint = new Uri(endpoint) }, new BlobPlaces(scratch["places"]), logins);
        var image = TestImage.Of([Random()]);
        foreach (var name in new[] { "shop-a", "shop-b" }) await aws.CallAsync("CreateRepository", $$"""{"repositoryName":"tests-{{_run}}/{{name}}"}""");
        await PushAsync(catalog, image, ImageReference.Parse($"{RegistryWorld.Ecr}/tests-{_run}/shop-a"), "v1");
        await aws.SetAsync("blobMount", allowed);
        try
        {
            var second = ImageReference.Parse($"{RegistryWorld.Ecr}/tests-{_run}/shop-b");
            var before = _wire.Requests.Count;
            var result = await PushAsync(catalog, image, second, "v1");

            result.Blobs[0].Transfer.ShouldBe(allowed ? BlobTransfer.Mounted : BlobTransfer.Uploaded);
            // The configuration's and the layer's, which the refused question has begun.
            _wire.Requests.Skip(before).Count(each => each.Method == "POST").ShouldBe(2);
            (await catalog.Images.ResolveAsync(second.WithTag("v1"), CancellationToken.None)).Digest.ShouldBe(image.Descriptor.Digest);
        }
        finally
        {
            await aws.SetAsync("blobMount", true);
        }
    }

    /// <summary>Debian's registry refuses it with 500, as long as nobody lists the addresses of such layers in its settings.</summary>
    [SkippableFact]
    public async Task An_image_whose_layers_are_kept_elsewhere_is_no_error_where_the_registry_refuses_it()
    {
        NeedsRegistry();
        using var source = new InMemoryRegistry(TimeProvider.System);
        var windows = TestImage.Of([new TestLayer(new InMemoryBlob("w"u8.ToArray()), "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")], os: "windows");
        source.Host("source.test").Repository("base").Add(windows, "v1");
        using var both = new Either(source, _wire);
        using var catalog = new RegistryCatalog(RegistryOptions.Default, both, [], new SkippingClock(), _reporter);

        var isThere = await new ReferenceCopier(catalog, _reporter).CopyAsync(
            ImageReference.Parse("source.test/base:v1"), Repository("foreign").WithTag("v1"), CancellationToken.None);

        isThere.ShouldBeFalse();
        _reporter.Text.ShouldContain("source.test/base:v1 cannot be copied: ");
    }

    [SkippableFact]
    public async Task Tokens_are_fetched_for_strangers_and_for_users()
    {
        var registry = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_TOKEN_REGISTRY");
        Skip.If(registry is null, "needs the lab");
        var image = TestImage.Of([Random()]);
        var target = ImageReference.Parse($"{registry}/public/tests-{_run}");
        var user = Catalog(
            credentials: [new ExplicitCredentials(registry, new RegistryLogin("lab", "lab-secret", "the test"))]);
        await PushAsync(user, image, target, "v1");
        var opened = await Catalog()
            .Images.OpenAsync(target.WithTag("v1"), LambdaArchitecture.X86_64, CancellationToken.None);
        opened.Descriptor.Digest.ShouldBe(image.Descriptor.Digest);
        (await Should.ThrowAsync<LambdaImageException>(() => PushAsync(Catalog(), TestImage.Of("x"), target, "v2")))
            .Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        _reporter.Text.ShouldNotContain("lab-secret");
    }

    [SkippableFact]
    public async Task Ecr_s_rules_are_followed()
    {
        var endpoint = Environment.GetEnvironmentVariable(RegistryOptions.EndpointVariable);
        Skip.If(endpoint is null, "needs the lab");
        using var aws = new Ecr(endpoint);
        var name = "tests-" + _run;
        var target = ImageReference.Parse($"{RegistryWorld.Ecr}/{name}");
        var logins = new EcrCredentials(async (host, _) => (RegistryLogin?)new RegistryLogin("AWS",
            await aws.TokenAsync(), $"ECR in {host.Region}"), TimeProvider.System);
        var catalog = Catalog(RegistryOptions.Default with { EcrEndpoint = new Uri(endpoint) }, places: null, logins);
        var image = TestImage.Of([Random()]);

        var plan = await catalog.Pusher.PlanAsync(image, target, ["v1"], CancellationToken.None);
        plan.IsRepositoryMissing.ShouldBeTrue();
        (await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_reporter, CancellationToken.None)))
            .Kind.ShouldBe(ErrorKind.RepositoryNotFound);

        await aws.CallAsync("CreateRepository", $$"""{"repositoryName":"{{name}}","imageTagMutability":"IMMUTABLE"}""");
        await plan.RunAsync(_reporter, CancellationToken.None);
        (await catalog.Images.ResolveAsync(target.WithTag("v1"), CancellationToken.None))
            .Digest.ShouldBe(image.Descriptor.Digest);
        (await PushAsync(catalog, image, target, "v1")).BytesSent.ShouldBe(0);
        (await Should.ThrowAsync<LambdaImageException>(() => PushAsync(catalog, TestImage.Of("other"), target, "v1")))
            .Kind.ShouldBe(ErrorKind.TagImmutable);
    }

    public void Dispose()
    {
        _catalogs.ForEach(catalog => catalog.Dispose());
        _wire.Dispose();
    }

    private static void NeedsRegistry() =>
        Skip.If(Registry is null, "needs a registry: set LAMBDAIMAGE_LAB_REGISTRY to its host and port");

    private static TestLayer Random() => new(RandomNumberGenerator.GetBytes(LayerSize));

    private static async Task<PushedResult> PushAsync(
        RegistryCatalog catalog, IImage image, ImageReference target, string tag)
    {
        var plan = await catalog.Pusher.PlanAsync(image, target, [tag], CancellationToken.None);
        var result = await plan.RunAsync(new RecordingReporter(), CancellationToken.None);
        return new PushedResult(result.Blobs, result.BytesSent);
    }

    private ImageReference Repository(string name) => ImageReference.Parse($"{Registry}/tests-{_run}/{name}");

    private RegistryCatalog Catalog(RegistryOptions? options = null, BlobPlaces? places = null, params IRegistryCredentials[] credentials)
    {
        var catalog = new RegistryCatalog(options
            ?? RegistryOptions.Default, _wire, credentials, TimeProvider.System, _reporter, places: places);
        _catalogs.Add(catalog);
        return catalog;
    }

    private async Task<(TestImage Arm, ImageReference Reference)> SeedIndexAsync()
    {
        NeedsRegistry();
        var catalog = Catalog();
        var repository = Repository("base");
        var arm = TestImage.Of([Random(), Random()], LambdaArchitecture.Arm64);
        var amd = TestImage.Of([Random()]);
        await PushAsync(catalog, arm, repository, "arm");
        await PushAsync(catalog, amd, repository, "amd");
        var index = OciJson.Write(new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests =
            [
                amd.Descriptor with { Platform = Platform.Of(LambdaArchitecture.X86_64) },
                arm.Descriptor with { Platform = Platform.Of(LambdaArchitecture.Arm64) with { Variant = "v8" } },
            ],
        });
        var client = await catalog.ForPushAsync(repository, CancellationToken.None);
        await client.SendAsync(new PutManifest("latest",
            Descriptor.Of(MediaTypes.OciIndex, Digest.Of(index), index.Length), index), CancellationToken.None);
        return (arm, repository);
    }

    private static async Task<JsonElement> SkopeoAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("skopeo", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return arguments[0] == "inspect" ? JsonDocument.Parse(output).RootElement : default;
    }

    private sealed record PushedResult(IReadOnlyList<LayerUpload> Blobs, long BytesSent);

    /// <summary>Notes every request on its way to the network, and spoils some.</summary>
    private sealed class WireLog(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<RecordedRequest> _requests = new();
        private long _breakAfter;
        private int _breaks;

        public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

        public long RefuseLargerThan { get; set; } = long.MaxValue;

        public void BreakUploads(long after, int times) => (_breakAfter, _breaks) = (after, times);

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var record = new RecordedRequest(request);
            _requests.Enqueue(record);
            if (record is { IsUpload: true } && record.Announced > RefuseLargerThan
                && !record.Headers.ContainsKey("Content-Range")) return RegistryAnswer.Status(413);
            if (record.IsUpload && record.Announced > _breakAfter && _breakAfter > 0
                && Interlocked.Decrement(ref _breaks) >= 0)
                request.Content = new BreakingContent(request.Content!, _breakAfter);
            var answer = await base.SendAsync(request, cancellationToken);
            record.Status = (int)answer.StatusCode;
            return answer;
        }
    }

    /// <summary>One registry in memory, and all others.</summary>
    private sealed class Either(InMemoryRegistry source, HttpMessageHandler others) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _source = new(source, disposeHandler: false);
        private readonly HttpMessageInvoker _others = new(others, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (request.RequestUri!.Host == "source.test" ? _source : _others).SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _source.Dispose();
            _others.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A body whose connection breaks in the middle.</summary>
    private sealed class BreakingContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly long _limit;

        public BreakingContent(HttpContent inner, long limit)
        {
            (_inner, _limit) = (inner, limit);
            Headers.ContentType = inner.Headers.ContentType;
            Headers.ContentLength = inner.Headers.ContentLength;
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            _inner.CopyToAsync(new Limited(stream, _limit));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        private sealed class Limited(Stream inner, long left) : MemoryStream
        {
            private long _left = left;

            public override async ValueTask WriteAsync(
                ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
            {
                if ((_left -= buffer.Length) < 0) throw new IOException("Broken pipe");
                await inner.WriteAsync(buffer, cancellationToken);
                await inner.FlushAsync(cancellationToken);
            }
        }
    }

    /// <summary>The few ECR calls these tests need; the stand-in does not check signatures.</summary>
    private sealed class Ecr(string endpoint) : IDisposable
    {
        private readonly HttpClient _http = new();

        public async Task<JsonElement> CallAsync(string operation, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
            request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921."
                + operation);
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=LABKEY/20260101/eu-west-1/ecr/aws4_request, SignedHeaders=host, Signature=0");
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            answer.IsSuccessStatusCode.ShouldBeTrue(text);
            return JsonDocument.Parse(text).RootElement;
        }

        public async Task<string> TokenAsync()
        {
            var reply = await CallAsync("GetAuthorizationToken", "{}");
            var encoded = reply.GetProperty("authorizationData")[0].GetProperty("authorizationToken").GetString()!;
            return Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2)[1];
        }

        /// <summary>Sets a switch of the stand-in.</summary>
        public async Task SetAsync(string name, bool value)
        {
            using var content = new StringContent($$"""{"{{name}}":{{(value ? "true" : "false")}}}""", Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri($"{endpoint.TrimEnd('/')}/_lab/config"), content);
            answer.IsSuccessStatusCode.ShouldBeTrue();
        }

        public void Dispose() => _http.Dispose();
    }
}
