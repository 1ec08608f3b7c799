using LambdaImage.Engine.Tests.Dockerfiles;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>One Dockerfile to be built by both. Lines that begin with <c>#: </c> say how: <c>arg NAME=VALUE</c>, <c>target NAME</c>,
/// <c>context NAME=FOLDER-OR-IMAGE</c>, <c>layout NAME=IMAGE</c> for a context that is an OCI layout, <c>label NAME=VALUE</c>, <c>ignore PATTERN</c> for
/// .dockerignore, <c>ignore-here PATTERN</c> for Dockerfile.dockerignore, <c>ignore-assets PATTERN</c> for that of the second folder, <c>times</c> and <c>links</c>
/// where times and hard links are compared, too, <c>modes</c> where files of the context have odd ones, <c>names</c> where one has two names, <c>pipe</c> where one is a pipe, <c>attributes</c> where one
/// has an extended attribute, and <c>clashes</c> for folders and archives in which one path is a folder, a file and a link. <c>@name</c> is an image of <see cref="BaseImages"/>.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Text">The Dockerfile.</param>
internal sealed record Case(string Name, string Text)
{
    public const string Kind = "buildkit";

    private const string Mark = "#: ";

    public string? Target => Values("target").SingleOrDefault();

    public bool ComparesTimes => Lines("times").Any();

    public bool ComparesLinks => Lines("links").Any();

    public bool HasTwoNames => Lines("names").Any();

    public bool HasPipe => Lines("pipe").Any();

    public bool HasAttributes => Lines("attributes").Any();

    public bool HasClashes => Lines("clashes").Any();

    public bool HasOddModes => Lines("modes").Any();

    public IEnumerable<(string Name, string Value)> Arguments => Pairs("arg");

    public IEnumerable<(string Name, string Value)> Contexts => Pairs("context");

    public IEnumerable<(string Name, string Value)> Layouts => Pairs("layout");

    public IEnumerable<(string Name, string Value)> Labels => Pairs("label");

    public IReadOnlyList<string> Ignored => [.. Values("ignore")];

    public IReadOnlyList<string> IgnoredHere => [.. Values("ignore-here")];

    public IReadOnlyList<string> IgnoredAssets => [.. Values("ignore-assets")];

    /// <summary>All cases of tests/vectors/buildkit, each a file.</summary>
    public static IReadOnlyList<Case> Corpus =>
        [.. Directory.GetFiles(ReadingVectors.Folder(Kind), "*.Dockerfile").Order(StringComparer.Ordinal).Select(
            file => new Case(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))];

    /// <summary>What a case gives by the manual, for those that BuildKit cannot tell about. They stand in files of their own beside the cases.</summary>
    public static IReadOnlyDictionary<string, Outcome> Expected => Directory.GetFiles(ReadingVectors.Folder(Kind), "*.expected").ToDictionary(
        file => Path.GetFileNameWithoutExtension(file), file => new Outcome(File.ReadAllLines(file), null), StringComparer.Ordinal);

    public override string ToString() => $"{Name}\n{Text}";

    private IEnumerable<string> Lines(string key) => Text.Split('\n').Select(line => line.TrimEnd('\r'))
        .Where(line => line == Mark + key || line.StartsWith($"{Mark}{key} ", StringComparison.Ordinal));

    private IEnumerable<string> Values(string key) => Lines(key).Select(line => line[(Mark.Length + key.Length)..].Trim());

    private IEnumerable<(string Name, string Value)> Pairs(string key) =>
        Values(key).Select(text => text.Split('=', 2)).Select(pair => (pair[0], pair[1]));
}
