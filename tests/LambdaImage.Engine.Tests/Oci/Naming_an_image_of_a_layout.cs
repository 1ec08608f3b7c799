using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Tests.Oci;

public sealed class Naming_an_image_of_a_layout
{
    private const string Sha = "sha256:0123456789012345678901234567890123456789012345678901234567890123";

    [Theory]
    [InlineData("oci-layout:///srv/image", "/srv/image", "latest", null)]
    [InlineData("oci-layout:///srv/image:v1", "/srv/image", "v1", null)]
    [InlineData("oci-layout:///srv/image@" + Sha, "/srv/image", "latest", Sha)]
    [InlineData("oci-layout:///srv/a@b/c:d/image:v1@" + Sha, "/srv/a@b/c:d/image", "v1", Sha)]
    public void Folder_tag_and_digest_are_told_apart(string text, string folder, string tag, string? digest)
    {
        var found = LayoutReference.Find(text).ShouldNotBeNull();

        (found.Folder, found.Tag, found.Digest?.Value).ShouldBe((Path.GetFullPath(folder), tag, digest));
        LayoutReference.Find(found.ToString()).ShouldBe(found);
    }

    [Fact]
    public void A_relative_folder_is_one_of_the_working_folder() =>
        LayoutReference.Find("oci-layout://image")!.Folder.ShouldBe(Path.Combine(Directory.GetCurrentDirectory(), "image"));

    [Theory]
    [InlineData("node:22")]
    [InlineData("docker-image://node")]
    [InlineData("/srv/image")]
    public void What_is_something_else_is_none(string text) => LayoutReference.Find(text).ShouldBeNull();

    [Theory]
    [InlineData("oci-layout://")]
    [InlineData("oci-layout:///srv/image:")]
    [InlineData("oci-layout:///srv/image@sha256:12")]
    public void A_wrong_one_is_refused_with_the_form(string text) =>
        Should.Throw<LambdaImageException>(() => LayoutReference.Find(text)).Remedy.ShouldContain("oci-layout://<folder>:<tag>");
}
