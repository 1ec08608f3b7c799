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
