using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public sealed class Writing_a_dockerfile
{
    [Fact]
    public void Comments_start_a_group_and_stages_stand_apart()
    {
        var file = new DockerfileBuilder().Header("Top").GlobalArg("VERSION", "22");
        file.Stage("node:${VERSION}", "build").Run("npm ci").Comment("Why", "and how").Copy(["."], "./");
        file.Stage("scratch").Copy(["/a b"], "/x", from: "build", chmod: "0755").Cmd("a", "say \"hi\" <b>");

        DockerfileWriter.Write(file.Build()).ShouldBe("""
            # Top

            ARG VERSION=22

            FROM node:${VERSION} AS build
            RUN npm ci

            # Why
            # and how
            COPY . ./

            FROM scratch
            COPY --from=build --chmod=0755 ["/a b", "/x"]
            CMD ["a", "say \"hi\" <b>"]

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Several_variables_get_a_line_each_and_quotes_where_needed()
    {
        var file = new DockerfileBuilder();
        file.Stage("scratch").Env(new("A", "1"), new("B", "two words"), new("C", ""));

        DockerfileWriter.Write(file.Build()).ShouldBe("FROM scratch\nENV A=1 \\\n    B=\"two words\" \\\n    C=\"\"\n");
    }

    [Fact]
    public void Long_chains_of_commands_break_at_each_command()
    {
        var file = new DockerfileBuilder();
        file.Stage("scratch").Run(new string('a', 60), new string('b', 60));

        DockerfileWriter.Write(file.Build()).ShouldBe($"FROM scratch\nRUN {new string('a', 60)} \\\n    && {new string('b', 60)}\n");
    }

    [Fact]
    public void Here_documents_are_written_below_their_instruction()
    {
        const string text = "FROM scratch\nCOPY <<EOF /etc/a.ini\na=1\nEOF\nWORKDIR /x\n";

        DockerfileWriter.Write(DockerfileReader.Read(text, "Dockerfile")).ShouldBe(text);
    }
}
