using System.Text;
using LambdaImage.Engine.Sboms;

namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>The document itself.</summary>
public sealed class Writing_cyclonedx
{
    private const string Place = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    [Fact]
    public void The_image_is_named_by_its_place_and_digest()
    {
        using var project = new SbomProject();
        var image = project.Document(Reading_the_dockerfile.Built(project, "sha256:" + new string('a', 64)), Place).GetProperty("metadata").GetProperty("component");
        image.GetProperty("purl").GetString().ShouldBe(
            $"pkg:oci/shop@sha256:{new string('b', 64)}?arch=amd64&repository_url=123456789012.dkr.ecr.eu-west-1.amazonaws.com%2Fteam%2Fshop");
        image.GetProperty("version").GetString().ShouldBe("sha256:" + new string('b', 64));
    }

    [Fact]
    public void The_same_contents_give_the_same_bytes_and_others_another_serial_number()
    {
        using var project = new SbomProject(("requirements.txt", "flask==3.1.0\n"));
        using var changed = new SbomProject(("requirements.txt", "flask==3.1.1\n"));
        Bytes(project).ShouldBe(Bytes(project));
        project.Document().GetProperty("serialNumber").GetString().ShouldNotBe(changed.Document().GetProperty("serialNumber").GetString());
        Bytes(project).ShouldNotContain('\r');
    }

    [Fact]
    public void There_is_no_time_unless_one_is_asked_for()
    {
        using var project = new SbomProject();
        project.Document().GetProperty("metadata").TryGetProperty("timestamp", out _).ShouldBeFalse();
        project.Document(time: DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)).GetProperty("metadata").GetProperty("timestamp").GetString().ShouldBe("2023-11-14T22:13:20Z");
    }

    [Fact]
    public void Everything_hangs_on_the_image_directly_or_through_what_needs_it()
    {
        using var project = new SbomProject(("package.json", """{ "dependencies": { "koa": "1" } }"""), ("package-lock.json", """
            { "packages": { "": { "dependencies": { "koa": "1" } }, "node_modules/koa": { "version": "1.0.0", "dependencies": { "vary": "1" } }, "node_modules/vary": { "version": "1.1.2" } } }
            """));
        var dependencies = project.Document().GetProperty("dependencies").EnumerateArray()
            .ToDictionary(each => each.GetProperty("ref").GetString()!, each => each.GetProperty("dependsOn").EnumerateArray().Select(need => need.GetString()!).ToArray());
        dependencies["pkg:oci/shop?arch=amd64"].ShouldBe(["pkg:npm/koa@1.0.0", "pkg:oci/provided?arch=amd64&repository_url=public.ecr.aws%2Flambda%2Fprovided&tag=al2023"]);
        dependencies["pkg:npm/koa@1.0.0"].ShouldBe(["pkg:npm/vary@1.1.2"]);
        dependencies["pkg:npm/vary@1.1.2"].ShouldBeEmpty();
    }

    [Theory]
    [InlineData("npm", "@scope", "name", "1.0.0+build", "pkg:npm/%40scope/name@1.0.0%2Bbuild")]
    [InlineData("deb", "debian", "libstdc++6", null, "pkg:deb/debian/libstdc%2B%2B6")]
    [InlineData("golang", "github.com/labstack/echo", "v4", "v4.13.3", "pkg:golang/github.com/labstack/echo/v4@v4.13.3")]
    [InlineData("deb", "debian", "attr", "1:2.4.47-2+b1", "pkg:deb/debian/attr@1:2.4.47-2%2Bb1")]
    public void Package_urls_are_written_as_their_specification_has_them(string type, string scope, string name, string? version, string expected) =>
        PackageUrl.Of(type, scope, name, version).ShouldBe(expected);

    [Theory]
    [InlineData("sha1-aef6ee73", null)]
    [InlineData("sha256:zz", null)]
    [InlineData("md5-rL0Y20zC+Fzt72VPzMSk2A==", null)]
    [InlineData("sha1-rL0Y20zC+Fzt72VPzMSk2AAAAAA= sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "SHA-256")]
    public void A_hash_is_told_only_when_it_can_be_one_and_the_strongest_of_several(string text, string? algorithm) =>
        SbomHash.Parse(text)?.Algorithm.ShouldBe(algorithm);

    [Theory, InlineData("MIT OR Apache-2.0", true), InlineData("(MIT AND (ISC OR 0BSD))", true), InlineData("MIT", false), InlineData("MIT OR whatever", false), InlineData("MIT Apache-2.0", false)]
    public void An_expression_joins_known_licences(string text, bool isOne) => SpdxLicences.IsExpression(text).ShouldBe(isOne);

    private static string Bytes(SbomProject project) => Encoding.UTF8.GetString(CycloneDxWriter.Write(project.Read(), time: null));
}
