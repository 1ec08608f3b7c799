using System.Text.Json;
using LambdaImage.Tool;

namespace LambdaImage.Tests.Tool;

public sealed class Looking_into_images
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task A_measurement_shows_layers_files_waste_and_advice()
    {
        var run = await ToolRun.OfAsync(_engine, "", "measure", "--image", "r/a:1", "--base", "base:2", "--top", "3", "--arch", "arm64");

        run.Code.ShouldBe(ExitCode.Done);
        foreach (var word in (string[])["42.0 MB", "base: COPY . /", "+4 -2", "29.0 MB  /model.bin", "28.0 MB  /opt", "/old.bin: same content by layer 2", "/bootstrap: entry point", "advice: Make it smaller.", "efficiency 75.0 %"])
            run.Out.ShouldContain(word);
        _engine.Requests.OfType<MeasureImageRequest>().Single().ShouldBe(
            new MeasureImageRequest { Image = new ImageInput(null, "r/a:1"), Base = "base:2", Top = 3, Architecture = LambdaArchitecture.Arm64 } with { Session = _engine.Requests.OfType<MeasureImageRequest>().Single().Session });
    }

    [Fact]
    public async Task What_a_step_gave_is_measured_and_compared_by_the_next()
    {
        var built = await ToolRun.OfAsync(_engine, null, "build", "app", "--json");
        var exported = await ToolRun.OfAsync(_engine, built.Out, "export-image", "--path", "shop.tar", "--json");
        await ToolRun.OfAsync(_engine, built.Out, "measure", "--json");
        await ToolRun.OfAsync(_engine, exported.Out, "measure");
        await ToolRun.OfAsync(_engine, built.Out, "diff", "--reference", "r/a:1");

        var measured = _engine.Requests.OfType<MeasureImageRequest>().ToArray();
        measured[0].Image.Image!.Digest.ShouldBe(ScriptedEngine.Digest);
        measured[1].Image.Reference.ShouldBe(Path.GetFullPath("shop.tar"));
        _engine.Requests.OfType<CompareImagesRequest>().Single().Difference!.Image!.Digest.ShouldBe(ScriptedEngine.Digest);
    }

    [Theory]
    [InlineData("r/a:1", ExitCode.Done)]
    [InlineData("r/a:2", ExitCode.Findings)]
    public async Task The_exit_code_says_whether_images_differ(string difference, int code)
    {
        var run = await ToolRun.OfAsync(_engine, "", "diff", "-r", "r/a:1", "-d", difference, "--path", "/var/*", "--path", "/opt", "--include-equal");

        run.Code.ShouldBe(code);
        if (code == ExitCode.Findings) run.Out.ShouldContain("Changed /app.js (content, mode)");
        if (code == ExitCode.Findings) run.Out.ShouldContain("Cmd: [\"a.b\"] → none");
        var request = _engine.Requests.OfType<CompareImagesRequest>().Single();
        (string.Join(' ', request.Paths), request.IncludeEqual, request.Folder).ShouldBe(("/var/* /opt", true, null));
    }

    [Fact]
    public async Task A_folder_is_compared_as_a_folder_and_json_is_whole()
    {
        var folder = Directory.CreateTempSubdirectory("lambdaimage-test-");
        try
        {
            var run = await ToolRun.OfAsync(_engine, "", "diff", "--reference", "r/a:1", "--difference", folder.FullName, "--image-path", "/srv", "--json");

            var request = _engine.Requests.OfType<CompareImagesRequest>().Single();
            (request.Folder, request.Difference, request.ImagePath).ShouldBe((folder.FullName, null, "/srv"));
            using var json = JsonDocument.Parse(run.Out);
            json.RootElement.GetProperty("isEqual").GetBoolean().ShouldBeFalse();
            json.RootElement.GetProperty("files")[0].GetProperty("what")[0].GetString().ShouldBe("content");
        }
        finally
        {
            folder.Delete();
        }
    }

    [Theory]
    [InlineData("measure")]
    [InlineData("diff")]
    [InlineData("diff", "--reference", "r/a:1")]
    public async Task What_is_missing_is_said_with_the_command_to_type(params string[] arguments)
    {
        var run = await ToolRun.OfAsync(_engine, "", arguments);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain($"lambda-image {arguments[0]} --");
    }
}
