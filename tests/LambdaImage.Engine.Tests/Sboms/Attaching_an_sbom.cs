using System.Text.Json;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Referring;
using LambdaImage.Engine.Sboms;
using LambdaImage.Engine.Tests.Registries;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>An SBOM is a manifest of its own that refers to the image's; the image stays as it is.</summary>
public sealed class Attaching_an_sbom : IDisposable
{
    private readonly RegistryWorld _world = new();
    private readonly TestImage _image = TestImage.Of("one");
    private readonly SbomProject _project = new(("requirements.txt", "flask==3.1.0\n"));

    private InMemoryRepository Repository => _world.Registry.Repository("app");

    private string Tag => "sha256-" + _image.Descriptor.Digest.Hex;

    [Fact]
    public async Task It_is_an_artifact_whose_subject_is_the_image()
    {
        await _world.PushAsync(_image, null, "v1");
        var attached = await AttachAsync();
        var manifest = JsonDocument.Parse(Repository.Resolve(attached.Uri.Split('@')[1])!.Bytes).RootElement;
        manifest.EnumerateObject().Select(member => member.Name).ShouldBe(["schemaVersion", "mediaType", "artifactType", "config", "layers", "subject"]);
        manifest.GetProperty("mediaType").GetString().ShouldBe("application/vnd.oci.image.manifest.v1+json");
        manifest.GetProperty("artifactType").GetString().ShouldBe("application/vnd.cyclonedx+json");
        manifest.GetProperty("config").ToString().ShouldBe("""{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2}""");
        manifest.GetProperty("subject").GetProperty("digest").GetString().ShouldBe(_image.Descriptor.DigestText);
        manifest.GetProperty("subject").GetProperty("mediaType").GetString().ShouldBe(_image.Descriptor.MediaType);
        var layer = manifest.GetProperty("layers").EnumerateArray().ShouldHaveSingleItem();
        layer.GetProperty("mediaType").GetString().ShouldBe("application/vnd.cyclonedx+json");
        layer.GetProperty("annotations").GetProperty("org.opencontainers.image.title").GetString().ShouldBe("sbom.cdx.json");
        using var reader = new StreamReader(Repository.Find(Digest.Parse(layer.GetProperty("digest").GetString()!))!.Open(0));
        JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement.GetProperty("components").EnumerateArray().ShouldContain(each => each.GetProperty("name").GetString() == "flask");
        Repository.Tags["v1"].ShouldBe(_image.Descriptor.Digest);
    }

    [Fact]
    public async Task Where_the_registry_keeps_no_list_it_is_kept_under_a_tag_beside_what_is_there()
    {
        await _world.PushAsync(_image);
        var signature = Artifact.About(_image.Descriptor, "application/vnd.example.signature", new("signed"u8.ToArray(), "text/plain") { FileName = "signature" });
        await _world.PushAsync(signature);
        await new ReferrerList(await _world.Catalog.ForPushAsync(RegistryWorld.App, default), _image.Descriptor.Digest)
            .AddAsync(signature.Descriptor with { ArtifactType = "application/vnd.example.signature" }, default);

        var attached = await AttachAsync();

        var list = JsonDocument.Parse(Repository.Resolve(Tag)!.Bytes).RootElement;
        list.GetProperty("mediaType").GetString().ShouldBe("application/vnd.oci.image.index.v1+json");
        list.GetProperty("manifests").EnumerateArray().Select(each => (each.GetProperty("digest").GetString(), each.GetProperty("artifactType").GetString())).ShouldBe([
            (signature.Descriptor.DigestText, "application/vnd.example.signature"), (attached.Uri.Split('@')[1], "application/vnd.cyclonedx+json")]);
        (await ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Where_the_registry_keeps_the_list_there_is_no_tag()
    {
        _world.Registry.ListsReferrers = true;
        await _world.PushAsync(_image);
        var attached = await AttachAsync();
        Repository.Tags.ShouldBeEmpty();
        (await ListAsync()).ShouldHaveSingleItem().DigestText.ShouldBe(attached.Uri.Split('@')[1]);
        (await PlanAsync()).NoChange.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_again_sends_nothing()
    {
        await _world.PushAsync(_image);
        (await PlanAsync()).NoChange.ShouldBeFalse();
        await AttachAsync();
        var before = _world.Requests.Count;
        var again = await AttachAsync();
        again.NoChange.ShouldBeTrue();
        _world.Requests.Skip(before).ShouldAllBe(request => request.Method == "GET" || request.Method == "HEAD");
    }

    [Fact]
    public async Task What_is_stored_but_was_not_listed_is_listed_after_all()
    {
        await _world.PushAsync(_image);
        await AttachAsync();
        // The run before ended between the two.
        Repository.Tags.TryRemove(Tag, out _).ShouldBeTrue();
        var plan = await PlanAsync();
        plan.NoChange.ShouldBeFalse();
        (await plan.RunAsync(_world.Reporter, default)).ShouldBe(0);
        (await ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Planning_writes_nothing_and_says_how_much_it_lists()
    {
        await _world.PushAsync(_image);
        var before = Repository.Manifests.Count;
        (await PlanAsync()).Action.ShouldBe("Attach its SBOM (2 components)");
        Repository.Manifests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task An_image_under_the_tag_of_the_list_is_not_overwritten()
    {
        await _world.PushAsync(_image);
        Repository.Add(TestImage.Of("other"), Tag);
        var error = await Should.ThrowAsync<LambdaImageException>(AttachAsync);
        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain(Tag);
    }

    public void Dispose()
    {
        _world.Dispose();
        _project.Dispose();
    }

    private async Task<SbomAttachment> AttachAsync()
    {
        var plan = await PlanAsync();
        await plan.RunAsync(_world.Reporter, default);
        return plan;
    }

    private Task<SbomAttachment> PlanAsync() => SbomAttachment.PlanAsync(
        _project.Read(place: $"{RegistryWorld.App}@{_image.Descriptor.DigestText}"), time: null, _image, RegistryWorld.App, _world.Catalog, default);

    private async Task<IReadOnlyList<Descriptor>> ListAsync() =>
        await new ReferrerList(await _world.Catalog.ForPullAsync(RegistryWorld.App, default), _image.Descriptor.Digest).ReadAsync(default);
}
