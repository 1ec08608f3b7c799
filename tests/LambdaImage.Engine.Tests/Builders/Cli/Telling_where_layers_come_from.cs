using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Tests.Oci.Archive;
using NSubstitute;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Telling_where_layers_come_from
{
    [Theory]
    [InlineData("COPY app.txt ./ # buildkit", "COPY app.txt ./")]
    [InlineData("RUN /bin/sh -c npm ci # buildkit", "RUN npm ci")]
    [InlineData("RUN |1 TOKEN=abc /bin/sh -c npm ci # buildkit", "RUN npm ci")]
    [InlineData("|1 TOKEN=abc /bin/sh -c npm ci", "RUN npm ci")]
    [InlineData("/bin/sh -c #(nop) COPY file:12ee in /app", "COPY file:12ee in /app")]
    public void The_last_entries_of_the_history_are_the_Dockerfiles_own(string createdBy, string origin)
    {
        var image = Image(new() { CreatedBy = "anything" }, new() { CreatedBy = "ENV A=1", EmptyLayer = true }, new() { CreatedBy = createdBy },
            new() { CreatedBy = "CMD x", EmptyLayer = true });

        LayerOrigins.Of(image, BuildFolder.Parse("FROM a\nCOPY app.txt ./\nCMD x\n").Stages).ShouldBe(["base", origin]);
    }

    [Fact]
    public void All_stages_of_the_image_count()
    {
        var image = Image(new() { CreatedBy = "base" }, new() { CreatedBy = "COPY one" }, new() { CreatedBy = "COPY two" });

        LayerOrigins.Of(image, BuildFolder.Parse("FROM a AS one\nCOPY one /\nFROM one\nCOPY two /\n").Stages).ShouldBe(["base", "COPY one", "COPY two"]);
    }

    [Fact]
    public void A_history_that_does_not_fit_is_not_guessed_from()
    {
        var image = Image(new HistoryEntry { CreatedBy = "only one" });
        image.Layers.Returns(new SampleImage().Layers);

        LayerOrigins.Of(image, BuildFolder.Parse("FROM a\nCOPY x /\n").Stages).ShouldBe(["unknown", "unknown"]);
    }

    private static IImage Image(params HistoryEntry[] history)
    {
        var image = Substitute.For<IImage>();
        image.Config.Returns(new ImageConfig { History = history });
        image.Layers.Returns([.. history.Where(entry => !entry.EmptyLayer).Select(_ => Substitute.For<ILayer>())]);
        return image;
    }
}
