using LambdaImage.Engine.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Pushing_an_image : IDisposable
{
    private readonly RegistryWorld _world = new();
    private readonly TestImage _image = TestImage.Of("one", "two", "three");

    private InMemoryRepository Repository => _world.Registry.Repository("app");

    [Fact]
    public async Task Everything_arrives_and_every_tag_points_at_it()
    {
        var result = await _world.PushAsync(_image, null, "v1", "latest");
        Repository.Tags.ToDictionary().ShouldBe(new Dictionary<string,
            Digest>
        { ["v1"] = _image.Descriptor.Digest, ["latest"] = _image.Descriptor.Digest }, ignoreOrder: true);
        Repository.Blobs.Count.ShouldBe(4);
        result.Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Uploaded);
        result.BytesSent.ShouldBe(11 + _image.ConfigBytes.Length + (3 * _image.ManifestBytes.Length));
        result.Tags.ShouldBe(["v1", "latest"]);
    }

    [Fact]
    public async Task Blobs_come_first_then_the_manifest_by_digest_then_the_tags()
    {
        await _world.PushAsync(_image, null, "v1", "v2");
        var writes = _world.Requests.Where(each => each.Method == "PUT").Select(each => each.Path).ToList();
        writes.Take(4).ShouldAllBe(path => path.StartsWith("/v2/app/blobs/uploads/"));
        writes.Skip(4).ShouldBe(
            [$"/v2/app/manifests/{_image.Descriptor.DigestText}", "/v2/app/manifests/v1", "/v2/app/manifests/v2"]);
    }

    [Fact]
    public async Task Blobs_that_are_there_are_neither_sent_nor_read()
    {
        foreach (var layer in _image.TestLayers) Repository.Add(layer.Blob);
        var result = await _world.PushAsync(_image, tags: "v1");
        result.Blobs.Count(blob => blob.Transfer == BlobTransfer.Existing).ShouldBe(3);
        _image.TestLayers.ShouldAllBe(layer => layer.Opened == 0);
        _world.Requests.Count(each => each.IsUpload).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_push_changes_nothing()
    {
        await _world.PushAsync(_image, tags: "v1");
        var before = _world.Requests.Count;
        var result = await _world.PushAsync(_image, tags: "v1");
        result.BytesSent.ShouldBe(0);
        _world.Requests.Skip(before).ShouldAllBe(each => each.Method == "HEAD");
    }

    [Fact]
    public async Task The_same_layer_twice_is_sent_once()
    {
        await _world.PushAsync(TestImage.Of("same", "other", "same"));
        _world.Requests.Count(each => each.IsUpload).ShouldBe(3);
    }

    [Fact]
    public async Task A_layer_goes_in_one_piece()
    {
        await _world.PushAsync(_image);
        var uploads = _world.Requests.Where(each => each.IsUpload).ToList();
        uploads.Count.ShouldBe(4);
        uploads.ShouldAllBe(each => !each.Headers.ContainsKey("Content-Range") && each.Announced.HasValue);
    }

    [Fact]
    public async Task Four_layers_are_sent_at_a_time()
    {
        var image = TestImage.Of([.. Enumerable.Range(0, 12).Select(number => $"layer {number}")]);
        var waiting = 0;
        var four = new TaskCompletionSource();
        var five = new TaskCompletionSource();
        _world.Internet.BeforeAnswer = async (request, cancel) =>
        {
            if (!request.IsUpload) return;
            var number = Interlocked.Increment(ref waiting);
            if (number == 4) four.SetResult();
            if (number == 5) five.SetResult();
            // The first four meet here: were fewer allowed, nobody would go on. A fifth gets a moment to show up.
            if (number > 4) return;
            await four.Task.WaitAsync(TimeSpan.FromSeconds(20), cancel);
            await Task.WhenAny(five.Task, Task.Delay(TimeSpan.FromMilliseconds(300), cancel));
        };
        await _world.PushAsync(image);
        _world.Internet.MostParallelUploads.ShouldBe(4);
    }

    [Fact]
    public async Task From_registry_to_registry_only_what_is_missing_is_read()
    {
        _world.Internet.Host("source.test").Repository("base").Add(_image, "v1");
        Repository.Add(_image.TestLayers[0].Blob);
        Repository.Add(_image.TestLayers[1].Blob);
        var image = await _world.OpenAsync("source.test/base:v1");
        await _world.PushAsync(image, tags: "v1");
        var reads = _world.Requests.Where(each => each.IsBlobRead).Select(each => each.Path.Split('/')[^1]).ToList();
        reads.ShouldBe([_image.Manifest.Config.DigestText, _image.TestLayers[2].Descriptor.DigestText]);
        Repository.Tags["v1"].ShouldBe(_image.Descriptor.Digest);
    }

    [Fact]
    public async Task When_the_target_has_everything_no_layer_is_read_at_all()
    {
        _world.Internet.Host("source.test").Repository("base").Add(_image, "v1");
        foreach (var layer in _image.TestLayers) Repository.Add(layer.Blob);
        await _world.PushAsync(await _world.OpenAsync("source.test/base:v1"), tags: "v1");
        _world.Requests.Count(each => each.IsBlobRead
            && !each.Path.EndsWith(_image.Manifest.Config.DigestText, StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task Within_a_registry_everything_is_taken_over()
    {
        _world.Registry.Repository("base").Add(_image, "v1");
        var result = await _world.PushAsync(await _world.OpenAsync($"{RegistryWorld.Host}/base:v1"), tags: "v1");
        result.Blobs.Count.ShouldBe(4);
        result.Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Mounted);
        _world.Requests.ShouldNotContain(each => each.IsUpload);
        result.BytesSent.ShouldBe(2 * _image.ManifestBytes.Length);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_registry_that_does_not_take_over_is_sent_the_bytes(int status)
    {
        _world.Registry.AllowsMounts = false;
        _world.Registry.Repository("base").Add(_image, "v1");
        if (status != 202) _world.Internet.Fail(
            each => each.Query("mount") is not null, status, times: 4, code: "DENIED", message: "no");
        var result = await _world.PushAsync(await _world.OpenAsync($"{RegistryWorld.Host}/base:v1"), tags: "v1");
        result.Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Uploaded);
        // The refusal of a mount is an upload session, which is used instead of opening another one.
        if (status == 202) _world.Requests.Count(each => each.Method == "POST").ShouldBe(4);
    }

    [Fact]
    public async Task Wrong_bytes_never_leave_this_machine_whole()
    {
        var lie = new TestLayer(new InMemoryBlob(Digest.Of("right"u8), 5, () => new MemoryStream("wrong"u8.ToArray())));
        var error = await Should.ThrowAsync<LambdaImageException>(
            () => _world.PushAsync(TestImage.Of([lie]), tags: "v1"));
        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        _world.Requests.Count(each => each.IsUpload && each.Announced == 5).ShouldBe(1);
        Repository.Manifests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shor")]
    [InlineData("too long")]
    public async Task A_layer_of_another_length_is_refused(string content)
    {
        var lie = new TestLayer(new InMemoryBlob(
            Digest.Of("right"u8), 5, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content))));
        (await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(TestImage.Of([lie]))))
            .Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task A_registry_that_rewrites_the_manifest_is_noticed()
    {
        _world.Internet.Fail(
            each => each.IsManifestWrite, () => RegistryAnswer.Status(201).Stating(Digest.Of("else"u8)));
        (await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(_image, tags: "v1")))
            .Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task An_immutable_tag_that_points_at_the_image_already_is_success()
    {
        _world.Registry.HasImmutableTags = true;
        var plan = await _world.PlanAsync(_image, tags: "v1");
        Repository.Add(_image, "v1");
        (await plan.RunAsync(_world.Reporter, CancellationToken.None)).Tags.ShouldBe(["v1"]);
    }

    [Fact]
    public async Task An_immutable_tag_that_points_elsewhere_is_an_error_of_its_own()
    {
        _world.Registry.HasImmutableTags = true;
        Repository.Add(TestImage.Of("older"), "v1");
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(_image, tags: "v1"));
        error.Kind.ShouldBe(ErrorKind.TagImmutable);
        error.Message.ShouldContain("set the tag 'v1'");
        error.Remedy.ShouldContain("Choose another -Tag");
    }

    [Fact]
    public async Task Only_the_tag_is_written_when_the_image_is_there()
    {
        Repository.Add(_image);
        await _world.PushAsync(_image, tags: "v1");
        _world.Requests.Where(each => each.Method is not "HEAD").Select(each => each.Path)
            .ShouldBe(["/v2/app/manifests/v1"]);
    }

    [Fact]
    public async Task A_blob_that_vanished_since_it_was_seen_is_sent_after_all()
    {
        Repository.Add(_image.TestLayers[0].Blob);
        var plan = await _world.PlanAsync(_image, tags: "v1");
        Repository.Remove(_image.TestLayers[0].Descriptor.Digest);
        var result = await plan.RunAsync(_world.Reporter, CancellationToken.None);
        result.Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Uploaded);
        Repository.Tags.ShouldContainKey("v1");
    }

    [Fact]
    public async Task Progress_is_a_tree_with_a_branch_for_each_blob()
    {
        await _world.PushAsync(_image);
        var last = _world.Reporter.Progress.GroupBy(each => each.Id)
            .ToDictionary(each => each.Key, each => each.Last());
        var root = last.Values.Single(each => each.ParentId is null);
        last.Count.ShouldBe(5);
        last.Values.ShouldAllBe(each => each.Completed && each.IsBytes && each.Done == each.Total);
        last.Values.Where(each => each != root).ShouldAllBe(each => each.ParentId == root.Id);
        root.Total.ShouldBe(11 + _image.ConfigBytes.Length);
    }

    [Fact]
    public async Task One_failing_layer_stops_the_others()
    {
        var image = TestImage.Of([.. Enumerable.Range(0, 40).Select(number => $"layer {number}")]);
        _world.Internet.Fail(each => each.Method == "POST", 403, code: "DENIED", message: "no");
        // Those that are on their way end with the failure, and not by themselves.
        _world.Internet.BeforeAnswer = (request, cancel) => request.IsUpload ? Task.Delay(TimeSpan.FromMinutes(1), cancel) : Task.CompletedTask;
        (await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync(image)))
            .Kind.ShouldBe(ErrorKind.RegistryDenied);
        Repository.Manifests.ShouldBeEmpty();
        _world.Requests.Count(each => each.IsUpload).ShouldBeLessThan(4);
    }

    public void Dispose() => _world.Dispose();
}
