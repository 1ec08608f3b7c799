using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
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

    [Theory]
    [InlineData("lts/iron", "20")]
    [InlineData("lts/Jod", "22")]
    [InlineData("lts/krypton", "24")]
    public void A_line_of_Node_has_a_name(string name, string version)
    {
        _project.Write(".nvmrc", name);

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion(version, ".nvmrc", 1));
    }

    [Fact]
    public void A_dotnet_project_for_several_frameworks_asks_for_the_highest_that_Lambda_has()
    {
        _project.Write("A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>\n<TargetFrameworks>net10.0;net8.0;netstandard2.0;net99.0</TargetFrameworks></PropertyGroup></Project>");

        AskedVersions.Dotnet(CsProj.ReadAll(Folder)[0]).ShouldBe(new AskedVersion("10", "A.csproj", 3));
    }

    [Fact]
    public void A_dotnet_project_takes_the_framework_that_all_projects_share()
    {
        _project.Write("src/A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"/>")
            .Write("Directory.Build.props", "<Project><PropertyGroup>\n<TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>");

        AskedVersions.Dotnet(CsProj.ReadAll(Folder)[0]).ShouldBe(new AskedVersion("8", "Directory.Build.props", 2));
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
