using System.Security.Authentication;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Finding_where_a_registry_is
{
    private static readonly TestImage Image = TestImage.Of("a");

    [Theory]
    [InlineData("registry.test/app", "https://registry.test/")]
    [InlineData("ruby", "https://registry-1.docker.io/")]
    [InlineData("127.0.0.1:5000/app", "http://127.0.0.1:5000/")]
    [InlineData("localhost:5000/app", "http://localhost:5000/")]
    [InlineData("127.9.9.9:5000/app", "http://127.9.9.9:5000/")]
    [InlineData("[::1]:5000/app", "http://[::1]:5000/")]
    [InlineData("localhost/app", "http://localhost/")]
    [InlineData("localhost:443/app", "https://localhost/")]
    [InlineData("10.0.0.1:5000/app", "https://10.0.0.1:5000/")]
    [InlineData("localhost.evil.example:5000/app", "https://localhost.evil.example:5000/")]
    public async Task Only_loopback_speaks_plain_http(string reference, string root)
    {
        using var world = new RegistryWorld();
        (await world.Catalog.ForPullAsync(ImageReference.Parse(reference), CancellationToken.None))
            .Endpoint.Root.ToString().ShouldBe(root);
        world.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stand_in_takes_the_traffic_of_every_ecr_registry_but_not_its_name()
    {
        using var world = new RegistryWorld
        {
            Options = RegistryOptions.Default with { EcrEndpoint = new Uri("http://127.0.0.1:4566/ecr") },
            Credentials = [RegistryWorld.Login(RegistryWorld.Ecr, "AWS", "pw")],
        };
        var client = await world.Catalog.ForPushAsync(ImageReference.Parse(RegistryWorld.Ecr
            + "/app"), CancellationToken.None);
        client.Endpoint.Url("manifests/x").ToString().ShouldBe("http://127.0.0.1:4566/ecr/v2/app/manifests/x");
        client.Endpoint.Reference.Name.ShouldBe(RegistryWorld.Ecr + "/app");
        (await world.Catalog.ForPushAsync(RegistryWorld.App, CancellationToken.None))
            .Endpoint.Root.Host.ShouldBe(RegistryWorld.Host);
    }

    [Fact]
    public async Task The_login_for_ecr_is_good_for_its_stand_in()
    {
        using var world = new RegistryWorld
        {
            Options = RegistryOptions.Default with { EcrEndpoint = new Uri("http://127.0.0.1:4566") },
            Credentials = [RegistryWorld.Login(RegistryWorld.Ecr, "AWS", "pw")],
        };
        world.Internet.Host("127.0.0.1:4566").Auth = new InMemoryRegistryAuth.Basic("AWS", "pw");
        await world.PushAsync(Image, ImageReference.Parse(RegistryWorld.Ecr + "/app"), "v1");
        world.Internet.Host("127.0.0.1:4566").Repository("app").Tags.ShouldContainKey("v1");
    }

    [Fact]
    public async Task A_stand_in_elsewhere_must_speak_https()
    {
        var options = RegistryOptions.Default with { EcrEndpoint = new Uri("http://ecr.example.com") };
        using var world = new RegistryWorld { Options = options };
        var error = await Should.ThrowAsync<LambdaImageException>(
            () => world.PlanAsync(Image, ImageReference.Parse(RegistryWorld.Ecr + "/app")));
        error.Kind.ShouldBe(ErrorKind.RegistryInsecure);
        error.Remedy.ShouldContain("-AllowInsecureRegistry");
    }

    [Fact]
    public async Task Pulls_go_to_the_mirror_and_pushes_do_not()
    {
        var mirrors = RegistryMirrors.Parse($"{RegistryWorld.Host}=127.0.0.1:5000/hub");
        using var world = new RegistryWorld { Options = RegistryOptions.Default with { Mirrors = mirrors } };
        world.Internet.Host("127.0.0.1:5000").Repository("hub/app").Add(Image, "v1");
        var image = await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        image.Layers[0].Origin!.ToString().ShouldBe($"{RegistryWorld.Host}/app");
        await world.PushAsync(TestImage.Of("b"), tags: "v2");
        world.Registry.Repository("app").Tags.ShouldContainKey("v2");
    }

    [Fact]
    public async Task A_blob_read_from_a_mirror_is_mounted_within_it()
    {
        var mirrors = RegistryMirrors.Parse($"{RegistryWorld.Host}=127.0.0.1:5000/hub");
        using var world = new RegistryWorld { Options = RegistryOptions.Default with { Mirrors = mirrors } };
        world.Internet.Host("127.0.0.1:5000").Repository("hub/app").Add(Image, "v1");
        var image = await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        var result = await world.PushAsync(image, ImageReference.Parse("127.0.0.1:5000/copy"));
        result.Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Mounted);
        world.Requests.Select(each => each.Query("mount") is null ? null : each.Query("from")).OfType<string>().ShouldBe(["hub/app", "hub/app"]);
    }

    [Fact]
    public async Task Allowed_to_be_insecure_https_is_still_tried_first()
    {
        using var world = new RegistryWorld { Options = RegistryOptions.Default with { AllowInsecure = true } };
        var client = await world.Catalog.ForPullAsync(RegistryWorld.App, CancellationToken.None);
        client.Endpoint.Root.Scheme.ShouldBe("https");
        world.Requests.Single().Url.ToString().ShouldBe("https://registry.test/v2/");
    }

    [Fact]
    public async Task Allowed_to_be_insecure_a_registry_without_https_is_spoken_to_in_clear_text_with_a_warning()
    {
        using var world = new RegistryWorld { Options = RegistryOptions.Default with { AllowInsecure = true } };
        world.Internet.Break(
            each => each.Url.Scheme == "https", () => new HttpRequestException(HttpRequestError.SecureConnectionError));
        world.Registry.Repository("app").Add(Image, "v1");
        await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        world.Requests.Count(each => each.Url.Scheme == "https").ShouldBe(1);
        world.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Warning
            && line.Message.Contains("clear text"));
    }

    [Fact]
    public async Task Allowed_to_be_insecure_a_certificate_that_nobody_knows_is_still_named()
    {
        using var world = new RegistryWorld { Options = RegistryOptions.Default with { AllowInsecure = true } };
        world.Internet.Break(
            each => each.Url.Scheme == "https",
            () => new HttpRequestException(HttpRequestError.SecureConnectionError, null, new AuthenticationException("The remote certificate is invalid")), times: 100);
        world.Internet.Fail(each => each.Url.Scheme == "http", 400, times: 100, message: "Client sent an HTTP request to an HTTPS server.");
        var error = await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync($"{RegistryWorld.Host}/app:v1"));
        error.Message.ShouldContain("certificate");
        world.Reporter.Lines.ShouldNotContain(line => line.Message.Contains("clear text"));
    }

    [Fact]
    public async Task Allowed_to_be_insecure_storage_elsewhere_may_speak_plain_http_too_and_gets_no_login()
    {
        using var world = new RegistryWorld
        {
            Options = RegistryOptions.Default with { AllowInsecure = true },
            Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "pw")],
        };
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "pw");
        StoreAt(world, "http://minio.lan:9000", isHttps: false);
        var image = await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        (await RegistryWorld.ReadAsync(image.Layers[0])).ShouldBe("a");
        var stored = world.Requests.Where(each => each.Url.Authority == "minio.lan:9000").ToList();
        stored.ShouldNotBeEmpty();
        stored.ShouldAllBe(each => each.Authorization == null);
    }

    [Theory]
    [InlineData(true, true, "http://minio.lan:9000")]
    [InlineData(true, false, "http://169.254.169.254")]
    [InlineData(true, false, "http://127.0.0.1:9000")]
    [InlineData(false, true, "http://minio.lan:9000")]
    public async Task Nothing_leads_from_https_into_clear_text_and_nobody_into_this_machine(bool allowed, bool isHttps, string storage)
    {
        using var world = new RegistryWorld { Options = RegistryOptions.Default with { AllowInsecure = allowed } };
        StoreAt(world, storage, isHttps);
        (await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync($"{RegistryWorld.Host}/app:v1"))).Kind.ShouldBe(ErrorKind.RegistryInsecure);
        world.Requests.ShouldAllBe(each => each.Url.Host == RegistryWorld.Host);
    }

    [Fact]
    public async Task A_public_registry_is_never_spoken_to_in_clear_text()
    {
        using var world = new RegistryWorld { Options = RegistryOptions.Default with { AllowInsecure = true } };
        world.Internet.Break(
            _ => true, () => new HttpRequestException(HttpRequestError.SecureConnectionError), times: 100);
        await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync("public.ecr.aws/lambda/nodejs:22"));
        world.Requests.ShouldAllBe(each => each.Url.Scheme == "https");
    }

    /// <summary>The registry keeps its blobs elsewhere, and sends everybody there.</summary>
    private static void StoreAt(RegistryWorld world, string storage, bool isHttps)
    {
        if (!isHttps)
            world.Internet.Break(each => each.Url.Scheme == "https", () => new HttpRequestException(HttpRequestError.SecureConnectionError), times: 100);
        world.Registry.Repository("app").Add(Image, "v1");
        world.Internet.Host(new Uri(storage).Authority).Repository("app").Add(Image, "v1");
        world.Internet.Fail(
            each => each.Method == "GET" && each.Path.Contains("/blobs/", StringComparison.Ordinal) && each.Url.Host == RegistryWorld.Host && each.Authorization is not null == world.Registry.Auth is InMemoryRegistryAuth.Basic,
            () => RegistryAnswer.Status(307).With("Location", $"{storage}/v2/app/blobs/{Blob(world)}"), times: 100);

        static string Blob(RegistryWorld world) => world.Requests[^1].Path.Split('/')[^1];
    }

    [Fact]
    public async Task Pinging_proves_that_the_login_is_taken()
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "wrong")] };
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "right");
        (await Should.ThrowAsync<LambdaImageException>(
            () => world.Catalog.PingAsync(RegistryWorld.App, CancellationToken.None)))
            .Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "wrong");
        await world.Catalog.PingAsync(RegistryWorld.App, CancellationToken.None);
    }
}
