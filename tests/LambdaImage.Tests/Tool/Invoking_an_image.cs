namespace LambdaImage.Tests.Tool;

public sealed class Invoking_an_image
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task Its_answers_alone_go_to_standard_output()
    {
        var run = await ToolRun.OfAsync(
            _engine, null, "invoke", "--image", "shop:1", "--payload", "{\"a\":1}", "--payload", "[2]", "--handler", "app.other", "--env", "A=b=c", "--memory-size", "512",
            "--timeout", "30", "--ephemeral-storage", "1024", "--engine", "podman", "--function", "api", "--client-context", "{}");

        run.Code.ShouldBe(0);
        run.Out.ReplaceLineEndings("\n").ShouldBe("{\"a\":1}\n[2]\n");
        var request = _engine.Requests[^1].ShouldBeOfType<InvokeImageRequest>();
        (request.Image.Reference, request.MemorySize, request.Timeout, request.EphemeralStorage, request.Engine, request.FunctionName, request.ClientContext)
            .ShouldBe(("shop:1", 512, TimeSpan.FromSeconds(30), 1024, BuildEngine.Podman, "api", "{}"));
        request.Command.ShouldBe(["app.other"]);
        request.Environment["A"].ShouldBe("b=c");
    }

    [Fact]
    public async Task It_takes_what_was_built_and_an_empty_event()
    {
        var built = await ToolRun.OfAsync(_engine, null, "build", "app", "--json");
        var run = await ToolRun.OfAsync(_engine, built.Out, "invoke");

        run.Code.ShouldBe(0);
        var request = _engine.Requests[^1].ShouldBeOfType<InvokeImageRequest>();
        request.Image.Image.ShouldNotBeNull();
        request.Events.ShouldBe([InvocationEvent.Empty]);
        (request.MemorySize, request.Timeout, request.EphemeralStorage).ShouldBe((128, TimeSpan.FromSeconds(3), 512));
    }

    [Fact]
    public async Task Its_error_is_the_exit_code_and_told_with_the_next_step()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "\"fail\"");
        try
        {
            var run = await ToolRun.OfAsync(_engine, null, "invoke", "--image", "shop:1", "--payload", "1", "--payload", "@" + file);

            run.Code.ShouldBe(1);
            run.Out.ReplaceLineEndings("\n").ShouldBe("1\n\"fail\"\n");
            run.Error.ShouldContain($"error InvocationFailed: Function 'shop' failed at {file}: TypeError");
            run.Error.ShouldContain("try: ");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("No image was given", "invoke")]
    [InlineData("--memory-size is from 128 to 10240", "invoke", "--image", "a", "--memory-size", "64")]
    [InlineData("--timeout is from 1 to 900", "invoke", "--image", "a", "--timeout", "901")]
    [InlineData("cannot be read", "invoke", "--image", "a", "--payload", "@nowhere.json")]
    public async Task What_cannot_be_is_said(string told, params string[] arguments)
    {
        var run = await ToolRun.OfAsync(_engine, "", arguments);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain(told);
        _engine.Requests.ShouldBeEmpty();
    }
}
