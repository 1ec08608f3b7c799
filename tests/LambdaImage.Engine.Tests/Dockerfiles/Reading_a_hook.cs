using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public sealed class Reading_a_hook
{
    [Fact]
    public void Instructions_are_taken_as_they_are_with_their_comments()
    {
        var read = HookReader.Read("# Fonts of ours.\n\nCOPY --from=acme/fonts:2 /fonts /usr/share/fonts\r\n# Tell about them.\nRUN fc-cache -f \\\n    -v\nARG A=1\n", "hook");

        read.Select(instruction => instruction.Keyword).ShouldBe(["COPY", "RUN", "ARG"]);
        read[0].Comments.ShouldBe(["Fonts of ours."]);
        read[1].Comments.ShouldBe(["Tell about them."]);
    }

    [Fact]
    public void An_empty_file_is_no_mistake() => HookReader.Read("# later\n", "hook").ShouldBeEmpty();

    [Theory]
    [InlineData("ENV A=1\n\nFORM x", 3, "'FORM' is not an instruction")]
    [InlineData("ENV A=1\nFROM scratch", 2, "FROM cannot stand in a hook: a hook goes into a stage that has begun")]
    [InlineData("CMD [\"x\"]", 1, "CMD cannot stand in a hook")]
    [InlineData("\nENTRYPOINT [\"x\"]", 2, "ENTRYPOINT cannot stand in a hook")]
    [InlineData("# escape=`\nRUN a", 1, "the parser directive 'escape'")]
    [InlineData("COPY a", 1, "hook:1")]
    public void A_mistake_is_told_with_the_line_of_the_hook(string text, int line, string expected)
    {
        var refused = Should.Throw<LambdaImageException>(() => HookReader.Read(text, "hook"));

        refused.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
        refused.Location.ShouldNotBeNull().Line.ShouldBe(line);
        refused.Message.ShouldContain(expected);
    }
}
