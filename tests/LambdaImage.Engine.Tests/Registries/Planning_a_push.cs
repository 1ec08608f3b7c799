using LambdaImage.Engine.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Planning_a_push : IDisposable
{
    private readonly RegistryWorld _world = new();
    private readonly TestImage _image = TestImage.Of("one", "two", "three");

    private InMemoryRepository Repository => _world.Registry.Repository("app");

    [Fact]
    public async Task Writes_nothing_and_opens_no_layer()
    {
        await _world.PlanAsync(_image, tags: "v1");
        _world.Requests.ShouldAllBe(each => each.Method == "HEAD");
        _image.TestLayers.ShouldAllBe(layer => layer.Opened == 0);
    }

    [Fact]
    public async Task Says_how_much_will_be_sent()
    {
        Repository.Add(_image.TestLayers[0].Blob);
        var plan = await _world.PlanAsync(_image, tags: "v1");
        plan.Blobs.Count.ShouldBe(4);
        plan.Blobs.Count(blob => blob.IsThere).ShouldBe(1);
        plan.BytesToSend.ShouldBe("two".Length + "three".Length + _image.ConfigBytes.Length);
        plan.TagsToWrite.ShouldBe(["v1"]);
        plan.NoChange.ShouldBeFalse();
        plan.Action.ShouldBe("Send 3 blobs (0.3 kB), 1 is there already");
        plan.Target.ToString().ShouldBe($"{RegistryWorld.Host}/app@{_image.Descriptor.DigestText}");
    }

    [Fact]
    public async Task Finds_nothing_to_do_when_image_and_tags_are_there()
    {
        Repository.Add(_image, "v1");
        var plan = await _world.PlanAsync(_image, tags: "v1");
        plan.NoChange.ShouldBeTrue();
        plan.BytesToSend.ShouldBe(0);
        plan.Action.ShouldStartWith("Nothing");
        // The tag tells it all.
        _world.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Finds_only_a_tag_to_move_when_the_image_is_there()
    {
        Repository.Add(TestImage.Of("older"), "latest");
        Repository.Add(_image, "v1");
        var plan = await _world.PlanAsync(_image, null, "v1", "latest");
        plan.TagsToWrite.ShouldBe(["latest"]);
        plan.BytesToSend.ShouldBe(0);
        plan.Action.ShouldBe("Set 1 tag (latest); the image is there already");
    }

    [Fact]
    public async Task Foresees_what_can_be_taken_over_from_another_repository()
    {
        var image = TestImage.Of([
            new TestLayer("base"u8.ToArray()) { Origin = ImageReference.Parse($"{RegistryWorld.Host}/base") },
            new TestLayer("elsewhere"u8.ToArray()) { Origin = ImageReference.Parse("other.test/base") },
            new TestLayer("own"u8.ToArray()) { Origin = RegistryWorld.App },
        ]);
        var plan = await _world.PlanAsync(image);
        plan.Blobs.Select(blob => blob.MountFrom).ShouldBe(["base", null, null, null]);
        plan.BytesToMount.ShouldBe(4);
        plan.Action.ShouldContain("of which the registry may take over 0 kB");
    }

    [Fact]
    public async Task The_tag_of_the_target_counts_when_no_other_is_given()
    {
        (await _world.PlanAsync(_image, ImageReference.Parse($"{RegistryWorld.Host}/app:v7"))).Tags.ShouldBe(["v7"]);
        (await _world.PlanAsync(_image, ImageReference.Parse($"{RegistryWorld.Host}/app:v7"), "v8", "v8"))
            .Tags.ShouldBe(["v8"]);
    }

    [Fact]
    public async Task A_repository_that_must_be_created_first_is_foreseen()
    {
        _world.Internet.Host(RegistryWorld.Ecr).CreatesRepositories = false;
        var plan = await _world.PlanAsync(_image, ImageReference.Parse(RegistryWorld.Ecr + "/app"), "v1");
        plan.IsRepositoryMissing.ShouldBeTrue();
        plan.BytesToSend.ShouldBe(_image.TestLayers.Sum(layer => layer.Blob.Size) + _image.ConfigBytes.Length);
        plan.TagsToWrite.ShouldBe(["v1"]);
        // The tag, the digest, and whether there is a repository: nothing else can be there then.
        _world.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_plan_made_before_the_repository_can_be_run_after_it_was_created()
    {
        var ecr = _world.Internet.Host(RegistryWorld.Ecr);
        ecr.CreatesRepositories = false;
        var plan = await _world.PlanAsync(_image, ImageReference.Parse(RegistryWorld.Ecr + "/app"), "v1");
        ecr.Repository("app");
        await plan.RunAsync(_world.Reporter, CancellationToken.None);
        ecr.Repository("app").Tags["v1"].ShouldBe(_image.Descriptor.Digest);
    }

    [Fact]
    public async Task A_repository_that_is_merely_empty_is_not_missing()
    {
        var ecr = _world.Internet.Host(RegistryWorld.Ecr);
        ecr.CreatesRepositories = false;
        ecr.Repository("app");
        (await _world.PlanAsync(_image, ImageReference.Parse(RegistryWorld.Ecr
            + "/app"))).IsRepositoryMissing.ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_look_is_explained_with_the_registrys_own_words()
    {
        _world.Internet.Fail(each => each.Path.Contains("/manifests/"), 403, times: 2, code: "DENIED",
            message: "User: arn:aws:iam::1:user/x is not authorized to perform: ecr:BatchGetImage");
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PlanAsync(_image));
        error.Kind.ShouldBe(ErrorKind.RegistryDenied);
        error.Message.ShouldContain("ecr:BatchGetImage");
        _world.Requests[^1].Method.ShouldBe("GET");
    }

    [Fact]
    public async Task Layers_that_no_registry_keeps_are_refused_before_anything_is_asked()
    {
        var image = TestImage.Of([new TestLayer(new InMemoryBlob("w"u8.ToArray()),
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")]);
        (await Should.ThrowAsync<LambdaImageException>(() => _world.PlanAsync(image)))
            .Kind.ShouldBe(ErrorKind.ImageNotForLambda);
        _world.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _world.Dispose();
}
