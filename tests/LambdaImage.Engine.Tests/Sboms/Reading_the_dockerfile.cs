namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>What the Dockerfile brings: base image, images it copies from, system packages.</summary>
public sealed class Reading_the_dockerfile
{
    [Fact]
    public void Base_and_images_that_are_copied_from_are_containers()
    {
        using var project = new SbomProject
        {
            Dockerfile = """
                ARG ADAPTER=0.9.1
                FROM docker.io/library/node:22-slim AS build
                FROM public.ecr.aws/lambda/nodejs:22
                COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:$ADAPTER /lambda-adapter /opt/extensions/
                COPY --from=build /app .
                COPY --from=named /x .
                """,
            Architecture = LambdaArchitecture.Arm64,
        };
        project.Read().Parts.Select(part => (part.Type, part.Purl, part.Name, part.Version, part.Place)).ShouldBe([
            ("container", "pkg:oci/aws-lambda-adapter?arch=arm64&repository_url=public.ecr.aws%2Fawsguru%2Faws-lambda-adapter&tag=0.9.1", "public.ecr.aws/awsguru/aws-lambda-adapter", "0.9.1", ("Dockerfile", 4)),
            ("container", "pkg:oci/nodejs?arch=arm64&repository_url=public.ecr.aws%2Flambda%2Fnodejs&tag=22", "public.ecr.aws/lambda/nodejs", "22", ("Dockerfile", 3))]);
    }

    [Fact]
    public void A_built_image_knows_the_digest_of_its_base()
    {
        var digest = "sha256:" + new string('a', 64);
        using var project = new SbomProject();
        project.Read(Built(project, digest)).Parts.ShouldHaveSingleItem().Purl.ShouldBe($"pkg:oci/provided@{digest}?arch=amd64&repository_url=public.ecr.aws%2Flambda%2Fprovided&tag=al2023");
    }

    [Fact]
    public void Scratch_is_no_component_and_a_hidden_name_is_told()
    {
        using var scratch = new SbomProject { Dockerfile = "FROM scratch\n" };
        scratch.Read().Parts.ShouldBeEmpty();
        using var hidden = new SbomProject { Dockerfile = "ARG BASE\nFROM $BASE\n" };
        hidden.Read().Warnings.ShouldHaveSingleItem().ShouldContain("Dockerfile:2: the base image is not in the SBOM");
    }

    [Theory]
    [InlineData("debian:bookworm-slim", "apt-get update && apt-get install -y --no-install-recommends libpq5 curl=7.88.1-10 && rm -rf /x", "pkg:deb/debian/curl@7.88.1-10?arch=amd64 pkg:deb/debian/libpq5?arch=amd64")]
    [InlineData("ubuntu:24.04", "apt-get install -y libpq5", "pkg:deb/ubuntu/libpq5?arch=amd64")]
    [InlineData("alpine:3.21", "apk add --no-cache --virtual .build gcc && apk add libpq && make && apk del .build", "pkg:apk/alpine/libpq?arch=x86_64")]
    [InlineData("public.ecr.aws/lambda/nodejs:22", "dnf install -y libicu $MORE && dnf clean all", "pkg:rpm/amzn/libicu?arch=x86_64")]
    [InlineData("debian:bookworm-slim", "apt-get install -y libpq5 gcc && apt-get purge -y gcc", "pkg:deb/debian/libpq5?arch=amd64")]
    public void System_packages_that_stay_in_the_image(string image, string command, string expected)
    {
        using var project = new SbomProject { Dockerfile = $"FROM debian AS build\nRUN apt-get install -y gcc\nFROM {image}\nRUN {command}\n" };
        project.Purls().ShouldBe(expected.Split(' '));
        project.Read().Parts.Single(part => part.Purl == expected.Split(' ')[0]).Place.ShouldBe(("Dockerfile", 4));
    }

    [Fact]
    public void An_image_that_was_built_elsewhere_has_no_files_to_read()
    {
        using var project = new SbomProject { Mode = BuildMode.Prebuilt };
        var error = Should.Throw<LambdaImageException>(() => project.Read());
        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Message.ShouldContain("ghcr.io/acme/shop:1.4");
    }

    internal static BuiltLambdaImage Built(SbomProject project, string baseDigest) => new()
    {
        Reference = "shop:latest",
        Digest = "sha256:" + new string('b', 64),
        ImageId = "sha256:" + new string('c', 64),
        Size = 1,
        Architecture = LambdaArchitecture.X86_64,
        Builder = "daemonless",
        Location = new(ImageLocationKind.OciLayout, project.Path),
        BaseImage = $"public.ecr.aws/lambda/provided:al2023@{baseDigest}",
        Dockerfile = project.File,
    };
}
