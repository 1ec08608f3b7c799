using LambdaImage.Engine.Builders.ContainerCli;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Following_a_target_to_its_base : IDisposable
{
    private readonly BuildFolder _folder = new();

    [Theory]
    [InlineData("FROM a", null, "a", "0")]
    [InlineData("FROM a AS one\nFROM one\n", null, "a", "1 0")]
    [InlineData("FROM a AS one\nFROM b AS two\nFROM two\n", "one", "a", "0")]
    [InlineData("FROM a AS one\nFROM b\n", "1", "b", "1")]
    [InlineData("FROM scratch", null, null, "0")]
    [InlineData("ARG GIVEN\nFROM b AS one\nFROM $GIVEN\n", null, "given:1", "1")]
    [InlineData("ARG STAGE\nFROM b AS one\nFROM $STAGE\n", null, "b", "1 0")]
    [InlineData("FROM ${GIVEN^}", null, null, "0")]
    public void A_stage_may_continue_another(string dockerfile, string? target, string? image, string stages) =>
        Check(dockerfile, target, image, stages, []);

    [Theory]
    [InlineData("kept:2", "kept:2")]
    [InlineData("docker-image://kept:2", "kept:2")]
    [InlineData(".", null)]
    [InlineData("oci-layout:///layout:v1", null)]
    [InlineData("https://example.com/base.git", null)]
    public void A_context_stands_in_for_an_image(string context, string? image)
    {
        Check("FROM a:1", null, image, "0", new() { ["a:1"] = context });
        Check("FROM b", null, "b", "0", new() { ["a:1"] = context });
    }

    [Fact]
    public void What_a_context_stands_in_for_is_no_stage_of_the_image() =>
        Check("FROM a AS one\nFROM one AS two\nFROM two\n", null, "kept:2", "2", new() { ["two"] = "kept:2" });

    private void Check(string dockerfile, string? target, string? image, string stages, Dictionary<string, string> contexts)
    {
        var job = _folder.Job(dockerfile, request => request with
        {
            Target = target,
            BuildArguments = new Dictionary<string, string> { ["GIVEN"] = "given:1", ["STAGE"] = "one" },
            BuildContexts = contexts,
        });

        var line = StageLine.Of(job.Dockerfile, job.Request);

        line.Base.ShouldBe(image);
        string.Join(' ', line.Stages.Select(stage => job.Dockerfile.Stages.ToList().IndexOf(stage))).ShouldBe(stages);
    }

    public void Dispose() => _folder.Dispose();
}
