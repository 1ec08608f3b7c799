using System.Text.Json;
using LambdaImage.Tool;

namespace LambdaImage.Tests.Tool;

/// <summary><c>lambda-image sbom</c>.</summary>
public sealed class Telling_what_is_inside
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task Without_a_file_the_document_itself_is_printed_and_nothing_else()
    {
        var run = await ToolRun.OfAsync(_engine, null, "sbom", "app");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        JsonDocument.Parse(run.Out).RootElement.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        _engine.Requests.OfType<DockerfileRequest>().Single().TextOnly.ShouldBeTrue();
    }

    [Fact]
    public async Task With_a_file_it_is_written_there()
    {
        var run = await ToolRun.OfAsync(_engine, null, "sbom", "app", "--output", "sbom.cdx.json");

        _engine.Requests.OfType<SbomRequest>().Single().Output.ShouldBe(Path.GetFullPath("sbom.cdx.json"));
        run.Out.ShouldContain("sbom.cdx.json");
        run.Out.ShouldContain("Components");
    }

    [Fact]
    public async Task A_rehearsal_writes_no_file()
    {
        var run = await ToolRun.OfAsync(_engine, null, "sbom", "app", "--output", "sbom.cdx.json", "--what-if");

        run.Out.ShouldContain("What if: ");
        _engine.Ran.ShouldNotContain(nameof(LambdaImageSbom));
    }

    [Fact]
    public async Task A_built_image_is_taken_from_the_pipe()
    {
        var built = await ToolRun.OfAsync(_engine, null, "build", "app", "--json");
        var run = await ToolRun.OfAsync(_engine, built.Out, "sbom", "--json");

        var request = _engine.Requests.OfType<SbomRequest>().Single();
        JsonDocument.Parse(run.Out).RootElement.GetProperty("digest").GetString().ShouldBe(request.Image!.Digest);
    }
}
