using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Finding_the_version_asked_for : IDisposable
{
    private readonly TempProject _project = new();

    private ProjectDirectory Folder => new(_project.Path);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_file_for_the_version_alone_beats_the_manifest()
    {
        _project.Write(".nvmrc", "# team\nv20.11.0\n").Write("package.json", """{ "engines": { "node": ">=22" } }""");

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion("v20.11.0", ".nvmrc", 2));
    }

    [Fact]
    public void A_name_without_number_asks_for_nothing()
    {
        _project.Write(".nvmrc", "lts/*\n").Write("package.json", "{\n\"engines\": {\n\"node\": \"22\" } }");

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion("22", "package.json", 3));
    }

    [Fact]
    public void Tool_versions_hold_one_line_for_each_language()
    {
        _project.Write(".tool-versions", "ruby 3.3.6\nnodejs 22.1.0\n");

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion("22.1.0", ".tool-versions", 2));
        AskedVersions.Ruby(Folder).ShouldBe(new AskedVersion("3.3.6", ".tool-versions", 1));
    }

    [Fact]
    public void Php_asks_for_its_platform_before_its_range()
    {
        _project.Write("composer.json", "{ \"require\": { \"php\": \"^8.2\" },\n\"config\": { \"platform\": { \"php\": \"8.3.1\" } } }");

        AskedVersions.Php(Folder).ShouldBe(new AskedVersion("8.3.1", "composer.json", 2));
    }

    [Fact]
    public void Prefixes_of_other_tools_are_cut_off()
    {
        _project.Write(".ruby-version", "ruby-3.4.1\n").Write("runtime.txt", "python-3.12.4\n");

        AskedVersions.Ruby(Folder)!.Constraint.ShouldBe("3.4.1");
        AskedVersions.Python(Folder)!.Constraint.ShouldBe("3.12.4");
    }
}
