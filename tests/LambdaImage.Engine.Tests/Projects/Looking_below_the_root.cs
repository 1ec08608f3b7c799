using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Looking_below_the_root : IDisposable
{
    private const string Node = "exports.handler = async () => 1;";

    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("api")]
    [InlineData("services/api")]
    public void The_one_project_below_the_root_is_named_with_its_command(string folder)
    {
        _project.Write("README.md", "").Write($"{folder}/package.json", "{}").Write($"{folder}/index.js", Node);

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.ProjectNotRecognized);
        error.Remedy.ShouldContain($"Get-LambdaProject ./{folder}");
    }

    [Fact]
    public void Several_projects_below_the_root_are_a_question()
    {
        _project.Write("README.md", "").Write("api/index.js", Node).Write("api/package.json", "{}").Write("jobs/requirements.txt", "").Write("jobs/app.py", "def handler(event, context): pass\n");

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
        error.Message.ShouldContain("  - api");
        error.Message.ShouldContain("  - jobs");
    }

    [Theory]
    [InlineData("package.json", """{ "workspaces": ["apps/*", "packages/*"] }""")]
    [InlineData("pnpm-workspace.yaml", "packages:\n  - apps/*\n")]
    public void A_workspace_lists_its_apps_and_not_its_libraries(string file, string text)
    {
        _project.Write("package.json", "{}").Write(file, text).Write("packages/ui/package.json", "{}").Write("packages/ui/button.js", "exports.button = 1;");
        foreach (var app in new[] { "apps/web", "apps/jobs" }) _project.Write($"{app}/package.json", "{}").Write($"{app}/index.js", Node);

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
        error.Message.ShouldContain("  - apps/jobs");
        error.Message.ShouldContain("  - apps/web");
        error.Message.ShouldNotContain("packages/ui");
    }

    [Fact]
    public void A_workspace_with_a_handler_of_its_own_is_a_project()
    {
        _project.Write("package.json", """{ "workspaces": ["lib"] }""").Write("index.js", Node).Write("lib/package.json", "{}");

        new ProjectDetector().Detect(new ProjectDirectory(_project.Path), new() { Path = _project.Path }).Framework.Name.ShouldBe("Node.js");
    }

    [Fact]
    public void Packages_are_no_projects()
    {
        _project.Write("README.md", "").Write("node_modules/a/package.json", "{}").Write("node_modules/a/index.js", Node).Write(".cache/b/package.json", "{}");

        Fails().Message.ShouldContain("No framework was recognised");
    }

    private LambdaImageException Fails() =>
        Should.Throw<LambdaImageException>(() => new ProjectDetector().Detect(new ProjectDirectory(_project.Path), new() { Path = _project.Path }));
}
