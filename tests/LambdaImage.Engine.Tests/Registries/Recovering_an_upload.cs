using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Recovering_an_upload : IDisposable
{
    private const int Size = 300_000;

    private readonly RegistryWorld _world = new();
    private readonly TestLayer _layer = new(Enumerable.Range(0, Size).Select(number => (byte)(number * 31)).ToArray());
    private readonly TestImage _image;

    public Recovering_an_upload()
    {
        _image = TestImage.Of([_layer]);
        _world.Registry.Repository("app").Add(new InMemoryBlob(_image.ConfigBytes.ToArray()));
    }

    private List<RecordedRequest> Uploads => [.. _world.Requests.Where(each => each.IsUpload)];

    [Fact]
    public async Task A_broken_connection_is_gone_on_with_where_it_broke()
    {
        _world.Registry.BreakUploadsAfter(150_000);
        await PushAsync();
        Uploads.Count.ShouldBe(2);
        Uploads[1].Headers["Content-Range"].ShouldBe($"150000-{Size - 1}");
        Uploads.Sum(each => each.Received).ShouldBe(Size);
    }

    [Fact]
    public async Task As_long_as_it_goes_forward_it_is_never_given_up()
    {
        _world.Registry.BreakUploadsAfter([.. Enumerable.Repeat(30_000L, 9)]);
        await PushAsync();
        Uploads.Count.ShouldBe(10);
        Uploads.Sum(each => each.Received).ShouldBe(Size);
        _world.Clock.Skipped.ShouldAllBe(wait => wait <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_registry_that_forgot_the_session_is_sent_everything_again()
    {
        _world.Registry.ResumesUploads = false;
        _world.Registry.BreakUploadsAfter(150_000, 10);
        await PushAsync();
        Uploads.Count.ShouldBe(3);
        Uploads[2].Received.ShouldBe(Size);
        Uploads[2].Headers.ContainsKey("Content-Range").ShouldBeFalse();
        _layer.Opened.ShouldBe(3);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(522)]
    [InlineData(404)]
    [InlineData(416)]
    public async Task A_refusal_of_the_moment_costs_another_attempt(int status)
    {
        _world.Internet.Fail(each => each.IsUpload, status, times: 2);
        await PushAsync();
        Uploads.Select(each => each.Status).ShouldBe([status, status, 202]);
    }

    [Fact]
    public async Task The_registry_decides_how_long_to_wait()
    {
        _world.Internet.Fail(each => each.IsUpload, 429, retryAfter: 17);
        await PushAsync();
        RegistryWorld.ShouldHaveObeyed(_world.Clock, 17);
    }

    [Fact]
    public async Task Five_attempts_are_enough()
    {
        _world.Internet.Fail(each => each.IsUpload, 503, times: 100);
        var error = await Should.ThrowAsync<LambdaImageException>(PushAsync);
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain("503");
        Uploads.Count.ShouldBe(5);
        _world.ShouldHaveBackedOff(1, 2, 4, 8);
    }

    [Fact]
    public async Task Who_asks_for_an_hour_is_not_waited_for()
    {
        _world.Internet.Fail(each => each.IsUpload, 429, times: 100, retryAfter: 3600);
        (await Should.ThrowAsync<LambdaImageException>(PushAsync)).Kind.ShouldBe(ErrorKind.RegistryThrottled);
        Uploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_for_good_is_not_tried_again()
    {
        _world.Internet.Fail(each => each.IsUpload, 400, code: "NAME_INVALID", message: "bad name");
        await Should.ThrowAsync<LambdaImageException>(PushAsync);
        Uploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_end_whose_answer_was_lost_is_found_to_have_worked()
    {
        var isLost = false;
        _world.Internet.Break(each => each.Method == "PUT" && each.Path.Contains("/uploads/")
            && Store(), () => new HttpRequestException("reset", null));
        await PushAsync();
        Uploads.Count.ShouldBe(1);

        bool Store()
        {
            if (!isLost) _world.Registry.Repository("app").Add(_layer.Blob);
            return isLost = true;
        }
    }

    [Fact]
    public async Task A_registry_that_received_other_bytes_is_sent_them_once_more()
    {
        _world.Internet.Fail(each => each.Method == "PUT"
            && each.Path.Contains("/uploads/"), 400, code: "DIGEST_INVALID", message: "mismatch");
        await PushAsync();
        _world.Registry.Repository("app").Tags.ShouldContainKey("v1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(150_000L)]
    public async Task A_source_that_breaks_is_not_blamed_on_the_target(long? uploadBreaksAfter)
    {
        // Gone on with after a broken connection, it breaks while that which has arrived is skipped.
        var opened = 0;
        var broken = new TestLayer(new InMemoryBlob(
            _layer.Blob.Digest, Size, () => new BreakingStream(_layer.Blob.Open(0), uploadBreaksAfter is not null && ++opened == 1 ? long.MaxValue : 1000)));
        if (uploadBreaksAfter is { } after) _world.Registry.BreakUploadsAfter(after);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(TestImage.Of([broken])));
        (error.Kind, error.Message).ShouldBe((ErrorKind.ImageNotFound, $"Tried to read the blob {broken.Descriptor.DigestText} but failed: Connection reset by peer"));
        Uploads.Count(each => each.Announced == Size).ShouldBe(1);
    }

    [Fact]
    public async Task A_layer_whose_file_is_gone_is_told_with_what_to_do()
    {
        var gone = new TestLayer(new InMemoryBlob(_layer.Blob.Digest, Size, () => throw new FileNotFoundException("Could not find file '/out/layer.tar.gz'.")));
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(TestImage.Of([gone])));
        error.Message.ShouldContain("/out/layer.tar.gz");
        error.Remedy.ShouldContain("build or pull the image again");
        Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_is_gone_is_not_asked_five_times()
    {
        var source = _world.Internet.Host("source.test").Repository("base");
        source.Add(_image, "v1");
        var image = await _world.OpenAsync("source.test/base:v1");
        source.Remove(_layer.Descriptor.Digest);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(image));
        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Message.ShouldContain("from source.test/base");
        _world.Requests.Count(each => each.Line.StartsWith("GET source.test/v2/base/blobs/"
            + _layer.Descriptor.DigestText, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_source_that_breaks_in_a_registry_is_gone_on_with_under_the_running_upload()
    {
        var source = _world.Internet.Host("source.test");
        source.Repository("base").Add(_image, "v1");
        var image = await _world.OpenAsync("source.test/base:v1");
        source.BreakDownloadsAfter(100_000, 50_000);
        await _world.PushAsync(image, tags: "v1");
        Uploads.Count.ShouldBe(1);
        _world.Registry.Repository("app").Find(_layer.Descriptor.Digest)!.Size.ShouldBe(Size);
    }

    [Theory]
    [InlineData("http://elsewhere.test/v2/app/blobs/uploads/1")]
    [InlineData("https://127.0.0.1/v2/app/blobs/uploads/1")]
    [InlineData("https://169.254.169.254/v2/app/blobs/uploads/1")]
    public async Task Bytes_do_not_go_where_nobody_should_be_sent(string location)
    {
        _world.Internet.Fail(
            each => each.Method == "POST", () => RegistryAnswer.Status(202).With("Location", location));
        (await Should.ThrowAsync<LambdaImageException>(PushAsync)).Kind.ShouldBe(ErrorKind.RegistryInsecure);
        Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_elsewhere_does_not_get_the_login()
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "pw")] };
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "pw");
        world.Internet.Fail(each => each is { Method: "POST", Authorization: not null },
            () => RegistryAnswer.Status(202).With("Location", "https://uploads.test/v2/app/blobs/uploads/1"), times: 2);
        await Should.ThrowAsync<LambdaImageException>(() => world.PushAsync(TestImage.Of("a")));
        var elsewhere = world.Requests.Where(each => each.Url.Host == "uploads.test").ToList();
        elsewhere.ShouldNotBeEmpty();
        elsewhere.ShouldAllBe(each => each.Authorization == null);
    }

    [Fact]
    public async Task A_registry_that_names_itself_with_http_is_put_right()
    {
        _world.Registry.UploadsAt = "http://registry.test";
        await PushAsync();
        _world.Requests.ShouldAllBe(each => each.Url.Scheme == "https");
    }

    [Fact]
    public async Task Ecrs_way_of_accepting_a_part_is_accepted()
    {
        _world.Registry.PartStatus = 201;
        await PushAsync();
        _world.Registry.Repository("app").Tags.ShouldContainKey("v1");
    }

    public void Dispose() => _world.Dispose();

    private Task PushAsync() => _world.PushAsync(_image, null, "v1");
}
