using LambdaImage.Binding;

namespace LambdaImage.Tests.Binding;

public sealed class Naming_an_existing_image
{
    [Theory]
    [InlineData("docker.io/team/shop:1.2", "shop")]
    [InlineData("localhost:5000/shop@sha256:1a2b", "shop")]
    [InlineData("localhost:5000/shop:1@sha256:1a2b", "shop")]
    [InlineData("shop", "shop")]
    [InlineData("/builds/shop.tar", "shop")]
    [InlineData("/builds/shop.tar.gz", "shop")]
    [InlineData("C:\\builds\\layout\\", "layout")]
    public void The_service_goes_by_the_last_part(string reference, string name) => new LambdaImageSource(reference).ServiceName.ShouldBe(name);
}
