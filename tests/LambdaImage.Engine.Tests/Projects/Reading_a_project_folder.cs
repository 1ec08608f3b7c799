using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Reading_a_project_folder : IDisposable
{
    private readonly TempProject _project = new();

    private ProjectDirectory Folder => new(_project.Path);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Byte_order_marks_and_windows_line_ends_do_not_matter()
    {
        _project.Write("package.json", "\uFEFF{\r\n  \"dependencies\": {\r\n    \"express\": \"5\"\r\n  }\r\n}");

        PackageJson.Read(Folder).ShouldNotBeNull().Dependencies.ShouldBe([new Dependency("express", "5", "package.json", 3)]);
    }

    [Fact]
    public void It_never_leaves_the_folder()
    {
        using var other = new TempProject(("secret.txt", "x"));
        File.CreateSymbolicLink(_project.Of("link.txt"), other.Of("secret.txt"));

        Folder.ReadText(Path.GetRelativePath(_project.Path, other.Of("secret.txt"))).ShouldBeNull();
        Folder.ReadText(other.Of("secret.txt")).ShouldBeNull();
        Folder.ReadText("link.txt").ShouldBeNull();
    }

    [Fact]
    public void Packages_and_build_results_are_not_searched()
    {
        _project.Write("a.py", "").Write("src/b.py", "").Write("node_modules/c.py", "").Write("src/.venv/d.py", "").Write("obj/e.py", "");

        Folder.Files("**/*.py").ShouldBe(["a.py", "src/b.py"]);
        Folder.Files("*.py").ShouldBe(["a.py"]);
    }

    [Fact]
    public void Gems_of_development_are_told_from_those_of_production()
    {
        _project.Write("Gemfile", """
            gem "pg", "~> 1.5" # database
            gem "debug", group: :development
            group :development, :test do
              gem "sqlite3"
            end
            group :production, :test do
              gem "mysql2"
            end
            """).Write("Gemfile.lock", "GEM\n  specs:\n    nokogiri (1.17.2)\n      racc (~> 1.4)\n    sqlite3 (2.0)\n");

        var gems = Gemfile.Read(Folder).ShouldNotBeNull();

        gems.Declared.Select(gem => gem.Name).ShouldBe(["pg", "mysql2"]);
        gems.Find("sqlite3").ShouldBeNull();
        gems.Find("nokogiri").ShouldBe(new Dependency("nokogiri", "1.17.2", "Gemfile.lock", 3));
    }

    [Fact]
    public void Python_names_are_normalised_and_includes_followed()
    {
        _project.Write("requirements.txt", "-r more/base.txt\nFlask[async]>=3 ; python_version > '3.9'\n--index-url https://x\n").Write("more/base.txt", "# c\nzope.interface\n");

        PythonRequirements.Read(Folder).ShouldBe([
            new Dependency("zope-interface", "", "more/base.txt", 2), new Dependency("flask", ">=3", "requirements.txt", 2)]);
    }

    [Fact]
    public void Toml_dependencies_have_their_lines()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\nrequires-python = \">=3.12\"\ndependencies = [\n  \"Requests>=2\",\n]\n");

        var manifest = PyProject.Read(Folder).ShouldNotBeNull();

        manifest.Dependencies.ShouldBe([new Dependency("requests", ">=2", "pyproject.toml", 5)]);
        manifest.RequiresPythonLine.ShouldBe(3);
    }

    [Fact]
    public void A_member_is_found_at_its_own_depth_only() =>
        JsonLines.Find("{\n \"a\": { \"b\": 1 },\n \"c\": {\n  \"b\": 2 }\n}", "c", "b").ShouldBe(4);
}
