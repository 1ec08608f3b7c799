using FsCheck.Xunit;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public class Ignoring_files
{
    public static IEnumerable<object[]> Cases => ReadingVectors.Cases("dockerignore");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_vector_gives_its_expected_answer(string name)
    {
        var folder = Path.Combine(ReadingVectors.Folder("dockerignore"), name);
        var ignore = DockerIgnore.Parse(File.ReadAllText(Path.Combine(folder, ".dockerignore")));
        var expected = File.ReadAllLines(Path.Combine(folder, "expected"));

        // + is in the context, - is out; > must be looked into although it is out, . need not be.
        var answer = expected.Select(line => line[0] switch
        {
            '+' or '-' => (ignore.Excludes(line[2..]) ? '-' : '+') + line[1..],
            _ => (ignore.MayReincludeBelow(line[2..]) ? '>' : '.') + line[1..],
        });

        answer.ShouldBe(expected);
    }

    [Theory]
    [InlineData("!")]
    [InlineData("[a")]
    [InlineData("end\\")]
    public void A_broken_pattern_is_refused_with_its_line(string pattern)
    {
        var error = Should.Throw<LambdaImageException>(() => DockerIgnore.Parse("a\n" + pattern, ".dockerignore"));

        error.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
        error.Location.ShouldBe(new SourceLocation(".dockerignore", 2));
    }

    [Fact]
    public void A_file_named_after_the_Dockerfile_wins()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, ".dockerignore"), "a");
            File.WriteAllText(Path.Combine(folder, "web.Dockerfile.dockerignore"), "b");

            DockerIgnore.Locate(folder, Path.Combine(folder, "web.Dockerfile")).ShouldBe(Path.Combine(folder, "web.Dockerfile.dockerignore"));
            DockerIgnore.Locate(folder, Path.Combine(folder, "Dockerfile")).ShouldBe(Path.Combine(folder, ".dockerignore"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Property]
    public void The_quick_way_for_names_gives_the_answer_of_the_expression(byte[] pattern, byte[] path)
    {
        var text = (pattern.Length % 2 == 0 ? "**/" : "") + Text("ab*.", pattern);
        if (NamePattern.TryParse(text) is not { } quick) return;
        var names = Text("ab./", path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) return;
        var expression = DockerIgnorePattern.CompileSource(text, hasDoubleStar: true);

        quick.MatchesPathOrParent(string.Join('/', names))
            .ShouldBe(Enumerable.Range(1, names.Length).Any(count => expression.IsMatch(string.Join('/', names[..count]))));
    }

    private static string Text(string alphabet, byte[] choices) => new([.. choices.Take(8).Select(choice => alphabet[choice % alphabet.Length])]);
}
