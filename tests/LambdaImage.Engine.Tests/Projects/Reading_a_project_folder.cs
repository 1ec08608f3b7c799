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
    public void No_folder_on_the_way_leads_out_of_it()
    {
        using var other = new TempProject(("config/secret.txt", "x"));
        Directory.CreateSymbolicLink(_project.Of("config"), other.Of("config"));

        Folder.ReadText("config/secret.txt").ShouldBeNull();
        Folder.HasFolder("config").ShouldBeFalse();
    }

    [Fact]
    public void Links_within_the_folder_are_followed()
    {
        _project.Write("real/a.txt", "x");
        Directory.CreateSymbolicLink(_project.Of("linked"), "real");
        File.CreateSymbolicLink(_project.Of("b.txt"), "linked/a.txt");

        Folder.ReadText("b.txt").ShouldBe("x");
    }

    [Fact]
    public void A_link_to_itself_is_no_file()
    {
        File.CreateSymbolicLink(_project.Of("loop.txt"), "loop.txt");

        Folder.ReadText("loop.txt").ShouldBeNull();
    }

    [Fact]
    public void Names_match_as_they_do_in_Linux()
    {
        _project.Write("Package.json", "{}");

        Folder.Exists("package.json").ShouldBeFalse();
    }

    [Fact]
    public void A_manifest_beyond_all_measure_is_refused()
    {
        _project.Write("package.json", new string(' ', (4 * 1024 * 1024) + 1));

        Should.Throw<LambdaImageException>(() => Folder.Json("package.json")).Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
    }

    [Fact]
    public void A_source_beyond_all_measure_is_passed_over()
    {
        _project.Write("index.js", new string(' ', (4 * 1024 * 1024) + 1));

        Folder.ReadSource("index.js").ShouldBeNull();
    }

    [Fact]
    public void Text_in_a_program_is_found_across_the_parts_it_is_read_in()
    {
        _project.Write("bootstrap", new string('x', (64 * 1024) - 3) + "/etc/ssl/certs");

        Folder.Holds("bootstrap", "/etc/ssl/certs"u8).ShouldBeTrue();
        Folder.Holds("bootstrap", "/etc/pki"u8).ShouldBeFalse();
    }

    [Fact]
    public void Requirements_bring_the_files_they_include_with_their_folders()
    {
        _project.Write("requirements.txt", "-r more/base.txt\n").Write("more/base.txt", "-c ../limits.txt\nflask\n").Write("limits.txt", "flask<4\n");

        PythonRequirements.Files(Folder).ShouldBe(["requirements.txt", "more/base.txt", "limits.txt"]);
        PythonRequirements.Read(Folder).Select(package => package.Constraint).ShouldBe([""]);
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
