using System.Text.Json;

namespace LambdaImage.Tests.Tool;

public sealed class Piping_verbs
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task Each_step_takes_the_json_of_the_step_before()
    {
        var dockerfile = await ToolRun.OfAsync(_engine, null, "dockerfile", "app", "--json");
        var image = await ToolRun.OfAsync(_engine, dockerfile.Out, "build", "--json");
        var published = await ToolRun.OfAsync(_engine, image.Out, "publish", "--destination", "127.0.0.1:5000/shop", "--json");
        var deployed = await ToolRun.OfAsync(_engine, published.Out, "update", "--function", "demo", "--json");

        deployed.Code.ShouldBe(0);
        _engine.Ran.ShouldBe(["LambdaProject", "LambdaDockerfile", "BuiltLambdaImage", "PublishedLambdaImage", "LambdaFunctionDeployment"]);
        var request = _engine.Requests[^1].ShouldBeOfType<UpdateFunctionRequest>();
        request.ImageUri.ShouldEndWith("/shop@" + ScriptedEngine.Digest);
        request.Image!.Image!.Dockerfile!.Project.Path.ShouldBe(Path.GetFullPath("app"));
    }

    [Fact]
    public async Task An_image_is_carried_by_way_of_a_file()
    {
        var published = await ToolRun.OfAsync(_engine, null, "publish", "app", "--json");
        var exported = await ToolRun.OfAsync(_engine, published.Out, "export-image", "--path", "shop.image", "--format", "OciArchive", "--tag", "shop:1", "--arch", "arm64", "--force", "--json");
        var imported = await ToolRun.OfAsync(_engine, exported.Out, "import-image", "--destination", "127.0.0.1:5000/shop");

        imported.Code.ShouldBe(0);
        _engine.Ran.TakeLast(2).ShouldBe(["ExportedLambdaImage", "PublishedLambdaImage"]);
        var export = _engine.Requests.OfType<ExportImageRequest>().Single();
        (export.Path, export.Format, export.Tag, export.Architecture, export.Force)
            .ShouldBe((Path.GetFullPath("shop.image"), ImageFileFormat.OciArchive, "shop:1", LambdaArchitecture.Arm64, true));
        export.Image.Reference!.ShouldEndWith("/shop@" + ScriptedEngine.Digest);
        var import = _engine.Requests[^1].ShouldBeOfType<ImportImageRequest>();
        import.Path.ShouldBe(export.Path);
    }

    [Theory]
    [InlineData("No image was given", "export-image", "--path", "a.tar")]
    [InlineData("Nothing says where to write", "export-image", "--image", "a:1")]
    [InlineData("No archive or layout was given", "import-image")]
    [InlineData("'long' is no time", "clear-cache", "--older-than", "long")]
    public async Task What_is_missing_is_said_with_the_command_to_type(string told, params string[] arguments)
    {
        var run = await ToolRun.OfAsync(_engine, "", arguments);

        run.Code.ShouldNotBe(0);
        run.Error.ShouldContain(told);
        _engine.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_is_one_object_on_one_line_and_names_its_kind()
    {
        var run = await ToolRun.OfAsync(_engine, null, "build", "app", "--json");
        run.Out.TrimEnd().ShouldNotContain('\n');
        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("kind").GetString().ShouldBe("BuiltLambdaImage");
        json.RootElement.GetProperty("architecture").GetString().ShouldBe("Arm64");
    }

    [Fact]
    public async Task A_record_survives_the_way_through_json()
    {
        var run = await ToolRun.OfAsync(_engine, null, "build", "app", "--json");
        var image = LambdaImage.Tool.Steps.StepJson.Read(run.Out).ShouldBeOfType<BuiltLambdaImage>();
        image.Duration.ShouldBe(TimeSpan.FromSeconds(1.5));
        image.Layers.Single().Digest.ShouldBe(ScriptedEngine.Digest);
        LambdaImage.Tool.Steps.StepJson.Write(image).ShouldBe(run.Out.TrimEnd());
    }

    [Fact]
    public async Task Publish_of_a_folder_builds_and_pushes_in_one_process()
    {
        var run = await ToolRun.OfAsync(_engine, null, "publish", "app", "--destination", "127.0.0.1:5000/shop");
        run.Code.ShouldBe(0);
        _engine.Ran.ShouldBe(["LambdaProject", "LambdaDockerfile", "BuiltLambdaImage", "PublishedLambdaImage"]);
    }

    [Fact]
    public async Task An_empty_pipe_of_a_scheduler_means_the_current_folder()
    {
        var run = await ToolRun.OfAsync(_engine, "", "project", "--json");
        run.Code.ShouldBe(0);
        _engine.Requests[0].ShouldBeOfType<ProjectRequest>().Path.ShouldBe(Directory.GetCurrentDirectory());
    }

    [Theory]
    [InlineData("update", "--function", "demo", "--image-uri", "r/a:1")]
    [InlineData("compare", "--function", "demo", "--image-uri", "r/a:1")]
    [InlineData("copy", "--image-uri", "r/a:1", "--to-region", "eu-west-1")]
    [InlineData("rebase", "--image-uri", "r/a:1")]
    [InlineData("scan", "--image-uri", "r/a:1")]
    [InlineData("clear", "--repository", "shop")]
    [InlineData("clear-cache")]
    [InlineData("releases", "--function", "demo")]
    [InlineData("remove", "--function", "demo")]
    [InlineData("restore", "--function", "demo", "--version", "3")]
    [InlineData("functions", "--function", "demo")]
    [InlineData("measure", "--image", "a:1")]
    [InlineData("invoke", "--image", "a:1")]
    [InlineData("diff", "--reference", "a:1", "--difference", "a:2")]
    [InlineData("export-image", "--image", "a:1", "--path", "a.tar")]
    [InlineData("import-image", "--path", "a.tar")]
    [InlineData("build", "app")]
    public async Task What_is_piped_in_is_left_to_the_script_where_the_command_line_says_all(params string[] arguments)
    {
        using var output = new StringWriter();
        using var input = new StringReader("next line of the loop");

        var code = await LambdaImage.Tool.Application.RunAsync(
            _engine, new LambdaImage.Tool.ToolConsole(input, output, output, HasPipedInput: true, IsInteractive: false, Width: 100), arguments);

        code.ShouldNotBe(2, output.ToString());
        _engine.Requests.ShouldNotBeEmpty();
        (await input.ReadToEndAsync()).ShouldBe("next line of the loop");
    }

    [Theory]
    [InlineData("The folder is empty", "build", "")]
    [InlineData("--output is empty", "build", "app", "--output", "")]
    [InlineData("--path is empty", "export-image", "--image", "a:1", "--path", "")]
    [InlineData("--path is empty", "import-image", "--path", "")]
    [InlineData("The file after '@' is empty", "invoke", "--image", "a:1", "--payload", "@")]
    public async Task An_empty_path_is_a_usage_error(string told, params string[] arguments)
    {
        var run = await ToolRun.OfAsync(_engine, null, arguments);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("error RequestInvalid: " + told);
        run.Error.ShouldContain("try: ");
    }

    [Fact]
    public async Task Anything_else_on_the_pipe_is_a_usage_error()
    {
        var run = await ToolRun.OfAsync(_engine, "hello", "build");
        run.Code.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("RequestInvalid");
        run.Error.ShouldContain("try: ");
    }
}
