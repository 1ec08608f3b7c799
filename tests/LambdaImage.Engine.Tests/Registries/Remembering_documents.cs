using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Remembering_documents : IDisposable
{
    private static readonly byte[] Document = "{}"u8.ToArray();

    private readonly ScratchFolder _scratch = new();

    private StoredDocuments Documents => new(_scratch["documents"]);

    [Fact]
    public async Task What_was_kept_is_given_again()
    {
        Documents.Keep(Digest.Of(Document), Document);

        (await Documents.FindAsync(Digest.Of(Document), CancellationToken.None)).ShouldBe(Document);
    }

    [Fact]
    public async Task What_is_damaged_is_not_there()
    {
        Documents.Keep(Digest.Of(Document), Document);
        File.WriteAllText(Directory.GetFiles(_scratch["documents"]).ShouldHaveSingleItem(), "{");

        (await Documents.FindAsync(Digest.Of(Document), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_no_failure()
    {
        _scratch.Write("documents", "a file");

        Documents.Keep(Digest.Of(Document), Document);

        (await Documents.FindAsync(Digest.Of(Document), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_image_named_by_its_digest_needs_no_request_the_second_time()
    {
        using var world = new RegistryWorld { Documents = Documents };
        var image = TestImage.Of("content");
        world.Registry.Repository("app").Add(image, "v1");
        var pinned = $"{RegistryWorld.Host}/app@{image.Descriptor.DigestText}";
        await world.OpenAsync(pinned);
        var before = world.Requests.Count;

        (await world.OpenAsync(pinned)).ConfigBytes.ToArray().ShouldBe(image.ConfigBytes.ToArray());

        world.Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_tag_is_asked_for_each_time()
    {
        using var world = new RegistryWorld { Documents = Documents };
        var (old, young) = (TestImage.Of("old"), TestImage.Of("young"));
        world.Registry.Repository("app").Add(old, "v1");
        await world.OpenAsync(RegistryWorld.Host + "/app:v1");
        world.Registry.Repository("app").Add(young, "v1");

        (await world.OpenAsync(RegistryWorld.Host + "/app:v1")).Descriptor.Digest.ShouldBe(young.Descriptor.Digest);
    }

    public void Dispose() => _scratch.Dispose();
}
