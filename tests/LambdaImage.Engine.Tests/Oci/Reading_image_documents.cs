using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Tests.Oci;

/// <summary>Whoever reads a document relies on what its records say is there.</summary>
public sealed class Reading_image_documents
{
    private const string Layer = """{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:0","size":1}""";

    [Theory]
    [InlineData("null")]
    [InlineData("""{"config":null,"layers":[]}""")]
    [InlineData("{\"config\":" + Layer + ",\"layers\":[null]}")]
    [InlineData("""{"config":{"mediaType":null,"digest":"sha256:0","size":1},"layers":[]}""")]
    [InlineData("""{"config":{"mediaType":"x","digest":null,"size":1},"layers":[]}""")]
    public void A_manifest_without_what_it_must_have_is_none(string document) => ShouldBeNone<ImageManifest>(document);

    [Fact]
    public void An_index_that_lists_null_is_none() => ShouldBeNone<ImageIndex>("""{"manifests":[null]}""");

    [Theory]
    [InlineData("""{"history":[null]}""")]
    [InlineData("""{"rootfs":{"diff_ids":[null]}}""")]
    [InlineData("""{"config":{"Env":[null]}}""")]
    [InlineData("""{"config":{"Entrypoint":["a",null]}}""")]
    [InlineData("""{"config":{"Cmd":[null]}}""")]
    public void A_configuration_that_lists_null_is_none(string document) => ShouldBeNone<ImageConfig>(document);

    [Fact]
    public void What_Go_writes_as_null_is_empty()
    {
        var config = Read<ImageConfig>("""{"os":null,"architecture":null,"rootfs":null,"history":null,"config":{"Env":null}}""");
        (config.Os, config.Architecture, config.RootFs.DiffIds.Count, config.History, config.Config!.Env).ShouldBe(("", "", 0, null, null));
        Read<ImageManifest>("{\"config\":" + Layer + ",\"layers\":null}").Layers.ShouldBeEmpty();
        Read<ImageIndex>("{\"manifests\":[" + Layer.Replace("\"size\"", "\"platform\":{\"os\":null,\"architecture\":null},\"size\"", StringComparison.Ordinal) + "]}")
            .Manifests[0].Platform!.ToString().ShouldBe("/");
    }

    private static void ShouldBeNone<T>(string document) => Should.Throw<JsonException>(() => Read<T>(document)).Message.ShouldContain("null");

    private static T Read<T>(string document) => OciJson.Read<T>(Encoding.UTF8.GetBytes(document));
}
