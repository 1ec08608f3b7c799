using LambdaImage.Engine.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Reading_a_layer : IDisposable
{
    private readonly RegistryWorld _world = new();
    private readonly string _content = string.Concat(Enumerable.Range(0, 20_000));
    private readonly TestImage _image;

    public Reading_a_layer()
    {
        _image = TestImage.Of(_content);
        _world.Registry.Repository("app").Add(_image, "v1");
    }

    [Fact]
    public async Task Gives_its_bytes() => (await RegistryWorld.ReadAsync(await LayerAsync())).ShouldBe(_content);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_connection_is_made_anew_and_nothing_is_lost(bool supportsRanges)
    {
        _world.Registry.SupportsRanges = supportsRanges;
        var layer = await LayerAsync();
        _world.Registry.BreakDownloadsAfter(1000, 50_000, 3);
        (await RegistryWorld.ReadAsync(layer)).ShouldBe(_content);
        var reads = Reads();
        reads.Count.ShouldBe(4);
        reads[0].Headers.ContainsKey("Range").ShouldBeFalse();
        reads[1].Headers["Range"].ShouldBe("bytes=1000-");
    }

    [Fact]
    public async Task It_is_not_tried_forever()
    {
        var layer = await LayerAsync();
        _world.Registry.BreakDownloadsAfter([1000, .. Enumerable.Repeat(0L, 50)]);
        var error = await Should.ThrowAsync<LambdaImageException>(() => RegistryWorld.ReadAsync(layer));
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain("Connection reset by peer");
        Reads().Count.ShouldBe(5);
        _world.ShouldHaveBackedOff(1, 2, 4, 8);
    }

    [Fact]
    public async Task Progress_makes_patience_last()
    {
        var layer = await LayerAsync();
        _world.Registry.BreakDownloadsAfter([.. Enumerable.Repeat(5_000L, 15)]);
        (await RegistryWorld.ReadAsync(layer)).ShouldBe(_content);
    }

    [Fact]
    public async Task Wrong_bytes_fail_at_the_end()
    {
        var layer = await LayerAsync();
        Replace(_content.Replace('7', '8'));
        (await Should.ThrowAsync<LambdaImageException>(() => RegistryWorld.ReadAsync(layer)))
            .Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task More_bytes_than_promised_fail()
    {
        var layer = await LayerAsync();
        Replace(_content + "more");
        (await Should.ThrowAsync<LambdaImageException>(() => RegistryWorld.ReadAsync(layer)))
            .Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task A_layer_that_is_gone_is_not_found()
    {
        var layer = await LayerAsync();
        _world.Registry.Repository("app").Remove(layer.Descriptor.Digest);
        (await Should.ThrowAsync<LambdaImageException>(() => layer.OpenAsync(CancellationToken.None)))
            .Kind.ShouldBe(ErrorKind.ImageNotFound);
    }

    [Fact]
    public async Task Storage_never_sees_the_login()
    {
        _world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        _world.Registry.RedirectsBlobs = true;
        (await RegistryWorld.ReadAsync(await LayerAsync())).ShouldBe(_content);
        var stored = _world.Requests.Where(each => each.Url.Host == InMemoryRegistry.StorageHost).ToList();
        stored.Count.ShouldBe(2);
        stored.ShouldAllBe(each => each.Authorization == null);
    }

    [Fact]
    public async Task A_download_from_storage_is_gone_on_with_through_the_registry()
    {
        _world.Registry.RedirectsBlobs = true;
        var layer = await LayerAsync();
        _world.Registry.BreakDownloadsAfter(1000);
        (await RegistryWorld.ReadAsync(layer)).ShouldBe(_content);
        Reads().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("http://storage.test/x")]
    [InlineData("http://registry.test:81/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://localhost:8443/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::ffff:169.254.169.254]/latest/meta-data")]
    [InlineData("ftp://storage.test/x")]
    public async Task It_is_not_fetched_from_where_nobody_should_be_sent(string location)
    {
        var layer = await LayerAsync();
        _world.Internet.Fail(each => each.IsBlobRead, () => RegistryAnswer.Status(307).With("Location", location));
        var error = await Should.ThrowAsync<LambdaImageException>(() => layer.OpenAsync(CancellationToken.None));
        error.Kind.ShouldBe(ErrorKind.RegistryInsecure);
        _world.Requests.ShouldNotContain(each => each.Url.ToString() == location);
    }

    [Fact]
    public async Task A_registry_that_forgets_its_own_https_is_put_right()
    {
        var layer = await LayerAsync();
        var path = $"/v2/app/blobs/{layer.Descriptor.DigestText}";
        _world.Internet.Fail(
            each => each.IsBlobRead, () => RegistryAnswer.Status(307).With("Location", "http://registry.test" + path));
        (await RegistryWorld.ReadAsync(layer)).ShouldBe(_content);
        _world.Requests.ShouldAllBe(each => each.Url.Scheme == "https");
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        var layer = await LayerAsync();
        _world.Internet.Fail(each => each.IsBlobRead, () => RegistryAnswer.Status(302).With("Location",
            "https://registry.test/v2/app/blobs/" + layer.Descriptor.DigestText), 100);
        await Should.ThrowAsync<LambdaImageException>(() => layer.OpenAsync(CancellationToken.None));
        Reads().Count.ShouldBe(6);
    }

    public void Dispose() => _world.Dispose();

    private async Task<ILayer> LayerAsync() => (await _world.OpenAsync($"{RegistryWorld.Host}/app:v1")).Layers[0];

    private List<RecordedRequest> Reads() =>
        [.. _world.Requests.Where(each => each.IsBlobRead
            && each.Path.EndsWith(_image.Layers[0].Descriptor.DigestText, StringComparison.Ordinal))];

    private void Replace(string content)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        _world.Registry.Repository("app")
            .Add(new InMemoryBlob(_image.Layers[0].Descriptor.Digest, bytes.Length, () => new MemoryStream(bytes)));
    }
}
