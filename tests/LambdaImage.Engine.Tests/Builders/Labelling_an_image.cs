using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Sources;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders;

public sealed class Labelling_an_image : IDisposable
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    private readonly TempProject _project = new();
    private readonly RecordingReporter _reporter = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Nothing_is_added_unless_asked_for() => (await LabelsAsync(new FakeProcessRunner())).ShouldBeEmpty();

    [Fact]
    public async Task The_source_is_told_without_passwords_and_without_a_time()
    {
        var labels = await LabelsAsync(Git("https://ci:s3cr3t@git.example.com/acme/shop.git"), isSource: true);

        labels[SourceLabels.Tool].ShouldStartWith("LambdaImage/");
        labels.Where(label => label.Key != SourceLabels.Tool).ShouldBe(
            new Dictionary<string, string>
            {
                [SourceLabels.Revision] = Sha,
                [SourceLabels.Repository] = "https://git.example.com/acme/shop.git",
                [SourceLabels.Branch] = "main",
                [SourceLabels.Dirty] = "true",
                [SourceLabels.User] = "Ada",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_unknown_is_left_out_and_said()
    {
        var labels = await LabelsAsync(new FakeProcessRunner(), isSource: true);

        labels.Keys.ShouldBe([SourceLabels.Tool]);
        _reporter.Text.ShouldContain("git is not installed");
    }

    [Fact]
    public async Task What_is_said_for_this_build_goes_over_the_file_and_that_over_the_source()
    {
        var labels = await LabelsAsync(Git("https://git.example.com/a"), isSource: true, new() { ["team"] = "one", [SourceLabels.User] = "nobody" }, new() { ["team"] = "two" });

        (labels["team"], labels[SourceLabels.User], labels[SourceLabels.Branch]).ShouldBe(("two", "nobody", "main"));
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a=b", "x")]
    [InlineData("a b", "x")]
    [InlineData("a", "two\nlines")]
    public async Task A_label_that_cannot_be_one_is_refused(string name, string value) =>
        (await Should.ThrowAsync<LambdaImageException>(() => LabelsAsync(new FakeProcessRunner(), isSource: false, new() { [name] = value }))).Remedy.ShouldContain("-Label");

    [Fact]
    public void A_label_that_looks_like_a_secret_is_warned_about() =>
        ImageLabels.Warnings(Request(new() { ["com.example.api-token"] = "x", ["com.example.team"] = "y" }, [])).Single().ShouldContain("api-token");

    private async Task<IReadOnlyDictionary<string, string>> LabelsAsync(
        FakeProcessRunner git, bool isSource = false, Dictionary<string, string>? file = null, Dictionary<string, string>? given = null)
    {
        var labels = new ImageLabels(new SourceLabels(new SourceRevisions(new EmptyEnvironment(), git)));
        return (await labels.AddAsync(Request(given ?? [], file ?? []) with { SourceLabels = isSource }, _reporter, default)).Labels;
    }

    private BuildRequest Request(Dictionary<string, string> labels, Dictionary<string, string> file) => new()
    {
        Labels = labels,
        Dockerfile = new LambdaDockerfile
        {
            ContextPath = _project.Path,
            Project = new LambdaProject { Path = _project.Path, Name = "shop", Mode = BuildMode.Custom, ModeReason = "test", Options = new() { Labels = file } },
        },
    };

    private FakeProcessRunner Git(string remote) => new FakeProcessRunner()
        .On($"git -C {_project.Path} status", new FakeProcessRunner.Reply(0, $"# branch.oid {Sha}\n# branch.head main\n1 .M N... a\n"))
        .On($"git -C {_project.Path} log", new FakeProcessRunner.Reply(0, "First"))
        .On($"git -C {_project.Path} config user.name", new FakeProcessRunner.Reply(0, "Ada"))
        .On($"git -C {_project.Path} config --get remote.origin.url", new FakeProcessRunner.Reply(0, remote));
}
