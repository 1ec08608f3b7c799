using LambdaImage.Engine.Dockerfiles;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public sealed class Pinning_images
{
    private const string Text = """
        FROM node:22 AS base
        FROM base AS build
        COPY --from=tools:1@sha256:2222222222222222222222222222222222222222222222222222222222222222 /a /a
        COPY --from=host-dependencies . ./
        FROM scratch
        COPY --from=build /a /a
        COPY --from=0 /b /b
        COPY --from=registry.example:5000/fonts:2 /f /f

        """;

    private static readonly string Digest = "sha256:" + new string('1', 64);

    [Fact]
    public void Only_images_of_registries_without_a_digest_are_pinned() =>
        ImagePins.Images(DockerfileReader.Read(Text, "Dockerfile")).ShouldBe(["node:22", "registry.example:5000/fonts:2"]);

    [Fact]
    public void The_tag_stays_beside_the_digest()
    {
        var pinned = DockerfileWriter.Write(ImagePins.Apply(
            DockerfileReader.Read(Text, "Dockerfile"), new Dictionary<string, string> { ["node:22"] = Digest, ["registry.example:5000/fonts:2"] = Digest }));

        pinned.ShouldContain($"FROM node:22@{Digest} AS base\n");
        pinned.ShouldContain("FROM base AS build\n");
        pinned.ShouldContain($"COPY --from=registry.example:5000/fonts:2@{Digest} /f /f\n");
        DockerfileWriter.Write(DockerfileReader.Read(pinned, "Dockerfile")).ShouldBe(pinned);
    }

    [Fact]
    public void Pins_are_read_back_from_a_managed_file_only()
    {
        using var project = new TempProject();
        var text = $"FROM node:22@{Digest}\n";

        ImagePins.Read(project.Of("Dockerfile")).ShouldBeEmpty();
        project.Write("Dockerfile", text);
        ImagePins.Read(project.Of("Dockerfile")).ShouldBeEmpty();
        project.Write("Dockerfile", ManagedMarker.Sign(text));
        ImagePins.Read(project.Of("Dockerfile")).ShouldBe(new Dictionary<string, string> { ["node:22"] = Digest });
    }
}
