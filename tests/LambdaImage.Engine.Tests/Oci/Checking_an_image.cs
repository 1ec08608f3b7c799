using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layout;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Oci;

public class Checking_an_image
{
    private static readonly ImageConfig Good = new()
    {
        Os = "linux",
        Architecture = "amd64",
        Config = new ContainerConfig { Entrypoint = ["/lambda-entrypoint.sh"] },
    };

    [Theory]
    [InlineData(MediaTypes.DockerManifest)]
    [InlineData(MediaTypes.OciManifest)]
    public void A_good_one_passes_without_warning(string manifestType) =>
        ImageCheck.Check(Create(Good, manifestType, null, [File("a")]), "shop", LambdaArchitecture.X86_64).ShouldBeEmpty();

    [Fact]
    public void Another_processor_is_refused() => Refused(Create(Good with { Architecture = "arm64" })).Kind.ShouldBe(ErrorKind.ArchitectureMismatch);

    [Fact]
    public void Another_system_is_refused() => Refused(Create(Good with { Os = "windows" })).Kind.ShouldBe(ErrorKind.ImageNotForLambda);

    [Fact]
    public void Nothing_to_run_is_refused() => Refused(Create(Good with { Config = null })).Kind.ShouldBe(ErrorKind.ImageNotForLambda);

    [Fact]
    public void Too_many_layers_are_refused() =>
        Refused(Create(Good, layers: [.. Enumerable.Range(0, 128).Select(number => new[] { File($"f{number}") })])).Kind.ShouldBe(ErrorKind.ImageTooLarge);

    [Theory]
    [InlineData(MediaTypes.OciLayerZstd, 1, ErrorKind.ImageNotForLambda)]
    [InlineData(MediaTypes.OciLayerGzip, (10L << 30) + 1, ErrorKind.ImageTooLarge)]
    public void Layers_that_Lambda_does_not_take_are_refused(string mediaType, long size, ErrorKind kind) =>
        Refused(WithLayer(mediaType, size)).Kind.ShouldBe(kind);

    [Fact]
    public void A_large_image_is_a_warning() =>
        ImageCheck.Check(WithLayer(MediaTypes.OciLayerGzip, 6L << 30), "shop", null).ShouldHaveSingleItem().ShouldContain("limit");

    [Fact]
    public void A_relative_program_is_a_warning() =>
        ImageCheck.Check(Create(Good with { Config = new ContainerConfig { Entrypoint = ["python"] } }), "shop", null)
            .ShouldHaveSingleItem().ShouldContain("no absolute path");

    private static LambdaImageException Refused(IImage image) =>
        Should.Throw<LambdaImageException>(() => ImageCheck.Check(image, "shop", LambdaArchitecture.X86_64));

    private static StoredImage WithLayer(string mediaType, long size)
    {
        var image = Create(Good, MediaTypes.OciManifest, null, [File("a")]);
        var manifest = image.Manifest with { Layers = [image.Manifest.Layers[0] with { MediaType = mediaType, Size = size }] };
        return new StoredImage(MediaTypes.OciManifest, OciJson.Write(manifest), image.ConfigBytes, image.Layers);
    }
}
