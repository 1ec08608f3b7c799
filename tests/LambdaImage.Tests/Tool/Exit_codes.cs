namespace LambdaImage.Tests.Tool;

public sealed class Exit_codes
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("build", "app", "--engine", "Kaniko")]
    [InlineData("build", "app", "--build-arg", "novalue")]
    [InlineData("update")]
    [InlineData("build", "app", "--architecture", "mips")]
    public async Task Wrong_usage_is_2(params string[] arguments)
    {
        var run = await ToolRun.OfAsync(new ScriptedEngine(), null, arguments);
        run.Code.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("try: ");
    }

    [Fact]
    public async Task A_failure_is_1_and_says_place_kind_and_remedy()
    {
        var failure = new LambdaImageException(
            ErrorKind.DockerfileInvalid, "FORM is no instruction.", "Did you mean FROM?", "Dockerfile", new SourceLocation("Dockerfile", 3, 1));
        var run = await ToolRun.OfAsync(new ScriptedEngine { Failure = failure }, null, "build", "app", "--json");
        run.Code.ShouldBe(1);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("Dockerfile:3:1: error DockerfileInvalid: FORM is no instruction.");
        run.Error.ShouldContain("  try: Did you mean FROM?");
    }

    [Fact]
    public async Task Two_modes_at_once_are_wrong_usage()
    {
        var failure = new LambdaImageException(ErrorKind.ModeConflict, "both", "choose");
        (await ToolRun.OfAsync(new ScriptedEngine { Failure = failure }, null, "build", "app")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_defect_is_1_and_shows_no_stack_trace()
    {
        var run = await ToolRun.OfAsync(new ScriptedEngine { Defect = new InvalidOperationException("oops") }, null, "project", "app");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("Unexpected");
        run.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    public async Task A_function_that_cannot_be_looked_at_fails_beside_what_is_told_of_the_others(params string[] format)
    {
        var engine = new ScriptedEngine
        {
            Failing = new Dictionary<string, LambdaImageException> { ["gone"] = new(ErrorKind.FunctionNotFound, "There is no function 'gone'.", "Check --function.", "gone") },
        };
        var run = await ToolRun.OfAsync(engine, null, ["functions", "--function", "gone", "--function", "cart", .. format]);
        run.Code.ShouldBe(1);
        run.Out.ShouldContain("cart");
        run.Out.ShouldNotContain("gone");
        run.Error.ShouldContain("FunctionNotFound: There is no function 'gone'.");
    }

    [Fact]
    public async Task Success_is_0_and_the_table_names_the_next_step()
    {
        var run = await ToolRun.OfAsync(new ScriptedEngine(), null, "build", "app");
        run.Code.ShouldBe(0);
        run.Out.ShouldContain("1.2 MB in 1 layer");
        run.Out.ShouldContain("Next: lambda-image deploy");
        run.Out.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 100);
    }
}
