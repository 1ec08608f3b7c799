using FsCheck.Xunit;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public class Reading_a_Dockerfile
{
    public static IEnumerable<object[]> Cases => ReadingVectors.Cases("dockerfile");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_vector_gives_its_expected_answer(string name)
    {
        var folder = Path.Combine(ReadingVectors.Folder("dockerfile"), name);
        var answer = Read(File.ReadAllText(Path.Combine(folder, "Dockerfile")));
        var expected = Path.Combine(folder, "expected");
        if (ReadingVectors.IsUpdating) File.WriteAllText(expected, answer);

        answer.ShouldBe(File.ReadAllText(expected));
        answer.StartsWith("error", StringComparison.Ordinal).ShouldBe(name.StartsWith("error-", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_points_at_the_character_behind_a_continued_line()
    {
        var error = Should.Throw<LambdaImageException>(() => DockerfileReader.Read("FROM scratch\nENV A=1 \\\n    B\n", "Dockerfile"));

        error.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
        error.Location.ShouldBe(new SourceLocation("Dockerfile", 3, 5));
    }

    [Fact]
    public void A_trigger_of_a_base_image_is_read_alone()
    {
        var copy = DockerfileReader.ReadTrigger("COPY --chown=1 . /app", "base").ShouldBeOfType<Copy>();

        copy.Chown.ShouldBe("1");
        copy.Sources.ShouldBe(["."]);
    }

    [Property(MaxTest = 2000)]
    public void Whatever_the_text_is_the_answer_is_a_document_or_an_error_with_a_place(int[] choices)
    {
        string[] pieces =
        [
            "FROM ", "scratch", " AS a", "\n", "\r\n", "COPY ", "ADD ", "RUN ", "<<EOF", "<<-'E'", "EOF\n", "--from=", "--", "\\\n", "\\", "#", "# escape=`\n", "[\"a\"", "]",
            "\"", "'", "ENV ", "ARG ", "=", " ", "x", "ONBUILD ", "HEALTHCHECK ", "NONE", "CMD ", "$", "\t", "LABEL ", "SHELL ", "\uFEFF", "VOLUME ", "é",
        ];
        var text = string.Concat(choices.Select(choice => pieces[(choice & int.MaxValue) % pieces.Length]));
        try
        {
            DockerfileReader.Read(text, "Dockerfile").Stages.ShouldNotBeEmpty();
        }
        catch (LambdaImageException error)
        {
            error.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
            error.Location.ShouldNotBeNull().Line.ShouldBeInRange(1, Math.Max(1, text.Split('\n').Length));
        }
    }

    private static string Read(string text)
    {
        try
        {
            return ReadingVectors.Describe(DockerfileReader.Read(text, "Dockerfile"));
        }
        catch (LambdaImageException error)
        {
            return $"error {error.Kind}\n{error.Message}\n{error.Remedy}\n";
        }
    }
}
