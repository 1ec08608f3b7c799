using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Frameworks;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

public sealed class Writing_the_dockerfile_of_a_project
{
    public static TheoryData<string> Projects => [.. FixtureProject.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Gives_the_expected_files(string name)
    {
        var project = FixtureProject.Resolve(name);
        var made = FixtureProject.Dockerfile(project);

        // Windows does not know which files may be run, so there the mode is always set.
        if (OperatingSystem.IsWindows() && name == "custom-static") return;
        Golden.Compare(FixtureProject.Expected(name, "project.json"), FixtureProject.Describe(project));

        Golden.Compare(FixtureProject.Expected(name, "Dockerfile"), made.Text);
        Golden.Compare(FixtureProject.Expected(name, ".dockerignore"), made.IgnoreText!);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Gives_the_expected_form_without_RUN(string name)
    {
        var expected = FixtureProject.Expected(name, "Dockerfile.host");
        if (FixtureProject.OnHost(FixtureProject.Resolve(name)) is { } onHost) Golden.Compare(expected, FixtureProject.Describe(onHost));
        else File.Exists(expected).ShouldBeFalse("the framework has no such form any more");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Gives_text_that_reads_back_as_it_was(string name)
    {
        var text = File.ReadAllText(FixtureProject.Expected(name, "Dockerfile"));

        DockerfileWriter.Write(DockerfileReader.Read(text, "Dockerfile")).ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Uses_nothing_that_only_one_builder_knows(string name)
    {
        var text = FixtureProject.Dockerfile(FixtureProject.Resolve(name)).Text;

        text.ShouldNotContain("<<");
        // A project that asks for secrets cannot do without their mounts.
        if (!name.StartsWith("options-", StringComparison.Ordinal)) text.Replace("--mount=type=cache", "", StringComparison.Ordinal).ShouldNotContain("--mount");
        text.ShouldNotContain("--link");
        text.ShouldNotContain("--parents");
    }

    [Fact]
    public void Every_framework_is_in_the_catalog()
    {
        var written = typeof(IFramework).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFramework)));

        FrameworkCatalog.All.Select(framework => framework.GetType()).ShouldBe(written, ignoreOrder: true);
    }

    [Fact]
    public void Every_framework_has_a_fixture()
    {
        var covered = FixtureProject.Names.Select(name => FixtureProject.Resolve(name).Framework!).Distinct();

        // A framework that is only recognised to be refused writes nothing.
        covered.ShouldBe(FrameworkCatalog.All.Where(framework => framework.Facts.Start != "none").Select(framework => framework.Name), ignoreOrder: true);
    }

    [Theory]
    [InlineData("node-handler")]
    [InlineData("python-handler")]
    [InlineData("php-bref-fpm")]
    [InlineData("php-bref-vendored")]
    [InlineData("custom-static")]
    [InlineData("custom-script")]
    public void Nothing_to_install_or_compile_means_no_RUN(string name) =>
        FixtureProject.Dockerfile(FixtureProject.Resolve(name)).Text.Split('\n').ShouldNotContain(line => line.StartsWith("RUN", StringComparison.Ordinal));
}
