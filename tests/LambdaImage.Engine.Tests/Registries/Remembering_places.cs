using System.Security.Cryptography;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

/// <summary>A layer that was seen in one repository of a registry is taken over from there by the next.</summary>
public sealed class Remembering_places : IDisposable
{
    private static readonly ImageReference Second = ImageReference.Parse($"{RegistryWorld.Host}/second");

    private readonly ScratchFolder _scratch = new();
    private readonly RegistryWorld _world;
    private readonly TestLayer _layer = new(RandomNumberGenerator.GetBytes((int)BlobPlaces.Smallest));
    private readonly TestImage _image;

    public Remembering_places()
    {
        _world = new RegistryWorld { Places = new BlobPlaces(_scratch["places"]) };
        _image = TestImage.Of([_layer, new TestLayer("small"u8.ToArray())]);
    }

    [Fact]
    public async Task What_was_sent_to_one_is_taken_over_by_the_next_with_no_request_more()
    {
        await _world.PushAsync(_image, null, "v1");
        var sent = _world.Requests.Count;

        var plan = await _world.PlanAsync(_image, Second, "v1");
        var result = await plan.RunAsync(_world.Reporter, CancellationToken.None);

        plan.Action.ShouldContain("of which the registry may take over");
        result.Blobs[0].Transfer.ShouldBe(BlobTransfer.Mounted);
        result.Blobs[1].Transfer.ShouldBe(BlobTransfer.Uploaded);
        _layer.Opened.ShouldBe(1);
        // The upload of the layer is three requests, and of those only the first is needed.
        (_world.Requests.Count - sent).ShouldBe(sent - 2);
    }

    [Fact]
    public async Task So_is_what_one_turned_out_to_have()
    {
        _world.Registry.Repository("app").Add(_layer.Blob);
        await _world.PushAsync(_image, null, "v1");

        (await _world.PushAsync(_image, Second, "v1")).Blobs[0].Transfer.ShouldBe(BlobTransfer.Mounted);

        _layer.Opened.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_there_no_more_is_sent_in_the_session_that_the_question_began()
    {
        await _world.PushAsync(_image, null, "v1");
        _world.Registry.Repository("app").Remove(_layer.Blob.Digest);
        var before = _world.Requests.Count;

        (await _world.PushAsync(_image, Second, "v1")).Blobs[0].Transfer.ShouldBe(BlobTransfer.Uploaded);

        _world.Requests.Count.ShouldBe(before * 2);
        _world.Registry.Repository("second").Tags.ShouldContainKey("v1");
    }

    [Fact]
    public async Task A_repository_that_may_not_be_read_keeps_no_push_back_and_is_asked_once()
    {
        var layers = Enumerable.Range(0, 6).Select(_ => new TestLayer(RandomNumberGenerator.GetBytes((int)BlobPlaces.Smallest))).ToArray();
        var image = TestImage.Of(layers);
        await _world.PushAsync(image, null, "v1");
        // A token service that refuses the whole token, where others leave out what is not allowed.
        _world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        _world.Internet.Fail(each => each.Url.Host == "auth.test" && each.Url.Query.Contains("repository%3Aapp%3Apull"), 403, times: 100, code: "DENIED", message: "no");

        (await _world.PushAsync(image, Second, "v1")).Blobs.ShouldAllBe(blob => blob.Transfer == BlobTransfer.Uploaded);

        _world.Requests.Count(each => each.Url.Host == "auth.test" && each.Status == 403).ShouldBeLessThanOrEqualTo(PushPlan.ParallelUploads);
        _world.Registry.Repository("second").Tags.ShouldContainKey("v1");
    }

    [Fact]
    public async Task Another_registry_is_not_asked_for_what_it_never_had()
    {
        await _world.PushAsync(_image, null, "v1");
        _world.Internet.Host("other.test");

        var result = await _world.PushAsync(_image, ImageReference.Parse("other.test/second"), "v1");

        result.Blobs[0].Transfer.ShouldBe(BlobTransfer.Uploaded);
        _world.Requests.ShouldNotContain(each => each.Query("mount") != null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../token?x=")]
    [InlineData("app:v1")]
    public async Task A_note_that_is_damaged_is_none(string text)
    {
        await _world.PushAsync(_image, null, "v1");
        File.WriteAllText(Directory.GetFiles(_scratch["places"]).ShouldHaveSingleItem(), text);

        (await _world.PushAsync(_image, Second, "v1")).Blobs[0].Transfer.ShouldBe(BlobTransfer.Uploaded);

        _world.Requests.ShouldNotContain(each => each.Query("mount") != null);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_no_failure()
    {
        _scratch.Write("places", "a file");

        await _world.PushAsync(_image, null, "v1");

        (await _world.PushAsync(_image, Second, "v1")).Blobs[0].Transfer.ShouldBe(BlobTransfer.Uploaded);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_ecr_could_have_taken_over_is_told_once_with_the_command_that_allows_it(bool allowed)
    {
        var (one, two) = (ImageReference.Parse(RegistryWorld.Ecr + "/one"), ImageReference.Parse(RegistryWorld.Ecr + "/two"));
        var ecr = _world.Internet.Host(RegistryWorld.Ecr);
        ecr.AllowsMounts = allowed;
        var image = TestImage.Of([_layer, new TestLayer(RandomNumberGenerator.GetBytes((int)BlobPlaces.Smallest))]);
        await _world.PushAsync(image, one, "v1");

        await _world.PushAsync(image, two, "v1");

        var warnings = _world.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Message).ToList();
        warnings.Count.ShouldBe(allowed ? 0 : 1);
        if (!allowed) warnings[0].ShouldContain("were sent to two again. Amazon ECR takes them over once the account allows it: aws ecr put-account-setting --name BLOB_MOUNTING --value ENABLED");
    }

    public void Dispose()
    {
        _world.Dispose();
        _scratch.Dispose();
    }
}
