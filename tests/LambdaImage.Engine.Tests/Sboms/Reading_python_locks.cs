namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>requirements.txt, poetry.lock, Pipfile.lock, uv.lock and pdm.lock.</summary>
public sealed class Reading_python_locks
{
    private const string One = "1111111111111111111111111111111111111111111111111111111111111111";
    private const string Two = "2222222222222222222222222222222222222222222222222222222222222222";

    private static readonly string[] Flask = ["pkg:pypi/click@8.1.8", "pkg:pypi/flask@3.1.0"];

    [Fact]
    public void Requirements_with_hashes()
    {
        using var project = new SbomProject(("requirements.txt", $"""
            --index-url https://pypi.org/simple
            click==8.1.8 ; python_version >= "3.8" \
                --hash=sha256:{One} \
                --hash=sha256:{Two}
                # via flask
            Flask==3.1.0 --hash=sha256:{Two}
            """));
        project.Purls().ShouldBe(Flask);
        project.Read().Warnings.ShouldBeEmpty();
        project.Part("pkg:pypi/click@8.1.8").Archives.Select(hash => hash.Content).ShouldBe([One, Two]);
        project.Part("pkg:pypi/flask@3.1.0").Archives.Select(hash => hash.Content).ShouldBe([Two]);
        project.Part("pkg:pypi/flask@3.1.0").Place.ShouldBe(("requirements.txt", 6));
    }

    [Fact]
    public void Requirements_that_leave_a_choice_have_no_version_and_are_named_with_their_line()
    {
        using var project = new SbomProject(("requirements.txt", "-r base.txt\nflask>=3\nclick==8.*\n"), ("base.txt", "rich===13.9.4\n"));
        project.Purls().ShouldBe(["pkg:pypi/click", "pkg:pypi/flask", "pkg:pypi/rich@13.9.4"]);
        project.Read().Warnings.ShouldBe([
            "requirements.txt:2: flask has no version in the SBOM, because the file pins none.",
            "requirements.txt:3: click has no version in the SBOM, because the file pins none."]);
    }

    [Fact]
    public void Requirements_by_address_or_file_have_the_name_that_stands_there_and_no_password()
    {
        using var project = new SbomProject(("requirements.txt", """
            git+https://user:hunter2@github.com/acme/shared.git@v1.2#egg=Acme_Shared
            -e git+ssh://git@github.com/acme/more.git#egg=more&subdirectory=py
            https://files.example.com/numpy-2.1.0%2Bcpu-cp313-cp313-manylinux_2_28_x86_64.whl?sig=hunter2
            lib/own_lib-1.4.0-py3-none-any.whl
            torch @ https://files.example.com/torch-2.6.0-cp313-cp313-linux_x86_64.whl
            """));
        project.Purls().ShouldBe([
            "pkg:pypi/acme-shared?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Facme%2Fshared.git%40v1.2", "pkg:pypi/more?vcs_url=git%2Bssh:%2F%2Fgit%40github.com%2Facme%2Fmore.git",
            "pkg:pypi/numpy@2.1.0%2Bcpu", "pkg:pypi/own-lib@1.4.0", "pkg:pypi/torch@2.6.0"]);
        project.Read().Warnings.ShouldBe([
            "requirements.txt:1: acme-shared has no version in the SBOM, because the file pins none.",
            "requirements.txt:2: more has no version in the SBOM, because the file pins none."]);
    }

    [Fact]
    public void Requirements_that_tell_no_name_are_left_out_with_a_warning()
    {
        using var project = new SbomProject(("requirements.txt", """
            flask==3.1.0
            https://user:hunter2@example.com/shared.tar.gz
            ./libs/shared
            -e .
            ./libs/windows ; sys_platform == "win32"
            """));
        project.Purls().ShouldBe(["pkg:pypi/flask@3.1.0"]);
        project.Read().Warnings.Select(warning => warning.Split(" installs is not in the SBOM")[0]).ShouldBe([
            "requirements.txt:2: what https://example.com/shared.tar.gz", "requirements.txt:3: what ./libs/shared", "requirements.txt:4: what ."]);
    }

    [Fact]
    public void Requirements_for_other_systems_are_left_out()
    {
        using var project = new SbomProject(("requirements.txt", """
            colorama==0.4.6 ; sys_platform == "win32"  # via click or tqdm
            httpx==0.28.1  # not ; sys_platform == "win32"
            pywin32==308 ; platform_system == 'Windows' and python_version >= "3.8"
            uvloop==0.21.0 ; sys_platform != "win32"
            watchdog==6.0.0 ; sys_platform == "darwin" or sys_platform == "linux"
            """));
        project.Purls().ShouldBe(["pkg:pypi/httpx@0.28.1", "pkg:pypi/uvloop@0.21.0", "pkg:pypi/watchdog@6.0.0"]);
    }

    [Theory]
    [InlineData("markers = \"sys_platform == \\\"win32\\\"\"")]
    [InlineData("markers = {main = \"platform_system == 'Windows'\", dev = \"python_version < '3.9'\"}")]
    [InlineData("optional = true\nmarkers = \"extra == \\\"pg\\\"\"")]
    public void Poetry_without_what_is_for_other_systems_or_for_extras_of_the_project(string written)
    {
        using var project = new SbomProject(
            ("pyproject.toml", "[project]\nname = \"shop\"\ndependencies = [\"flask>=3\"]\n"),
            ("poetry.lock", $"""
                [[package]]
                name = "flask"
                version = "3.1.0"
                optional = false
                groups = ["main"]
                markers = "python_version >= '3.9'"

                [[package]]
                name = "other"
                version = "1.0.0"
                groups = ["main"]
                {written}
                """));
        project.Purls().ShouldBe(["pkg:pypi/flask@3.1.0"]);
    }

    [Fact]
    public void Poetry_before_it_wrote_groups_leaves_extras_of_the_project_out_too()
    {
        using var project = new SbomProject(
            ("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.9\"\nflask = \"^3\"\n"),
            ("poetry.lock", """
                [[package]]
                name = "flask"
                version = "3.1.0"
                optional = false

                [package.dependencies]
                asgiref = {version = ">=3.2", optional = true, markers = "extra == \"async\""}

                [[package]]
                name = "asgiref"
                version = "3.8.1"
                optional = true
                """));
        project.Purls().ShouldBe(["pkg:pypi/flask@3.1.0"]);
    }

    [Fact]
    public void Poetry()
    {
        using var project = new SbomProject(
            ("pyproject.toml", "[project]\nname = \"shop\"\ndependencies = [\"flask>=3\"]\n"),
            ("poetry.lock", $"""
                [[package]]
                name = "click"
                version = "8.1.8"
                groups = ["main"]
                files = [
                    {"{"}file = "click-8.1.8-py3-none-any.whl", hash = "sha256:{One}"{"}"},
                    {"{"}file = "click-8.1.8.tar.gz", hash = "sha256:{Two}"{"}"},
                ]

                [[package]]
                name = "Flask"
                version = "3.1.0"
                groups = ["main", "dev"]
                files = []

                [package.dependencies]
                click = ">=8"

                [[package]]
                name = "pytest"
                version = "8.3.4"
                groups = ["dev"]
                files = []
                """));
        Check(project, "poetry.lock", clickLine: 2);
    }

    [Fact]
    public void Pipenv()
    {
        using var project = new SbomProject(("Pipfile", "[packages]\nflask = \"*\"\n"), ("Pipfile.lock", $$"""
            {
                "_meta": {},
                "default": {
                    "click": { "hashes": ["sha256:{{One}}", "sha256:{{Two}}"], "version": "==8.1.8" },
                    "flask": { "hashes": [], "version": "==3.1.0" }
                },
                "develop": { "pytest": { "version": "==8.3.4" } }
            }
            """));
        project.Purls().ShouldBe(Flask);
        project.Part("pkg:pypi/click@8.1.8").Archives.Count.ShouldBe(2);
        project.Part("pkg:pypi/click@8.1.8").Place.ShouldBe(("Pipfile.lock", 4));
        project.Read().Roots.ShouldContain("pkg:pypi/flask@3.1.0");
    }

    [Fact]
    public void Uv_without_the_project_itself()
    {
        using var project = new SbomProject(
            ("pyproject.toml", "[project]\nname = \"shop\"\ndependencies = [\"flask>=3\"]\n"),
            ("uv.lock", $$"""
                version = 1

                [[package]]
                name = "click"
                version = "8.1.8"
                source = { registry = "https://pypi.org/simple" }
                sdist = { url = "https://files.pythonhosted.org/click-8.1.8.tar.gz", hash = "sha256:{{Two}}" }
                wheels = [{ url = "https://files.pythonhosted.org/click-8.1.8-py3-none-any.whl", hash = "sha256:{{One}}" }]

                [[package]]
                name = "flask"
                version = "3.1.0"
                source = { registry = "https://pypi.org/simple" }
                dependencies = [{ name = "click" }, { name = "colorama", marker = "sys_platform == 'win32'" }]

                [[package]]
                name = "colorama"
                version = "0.4.6"
                source = { registry = "https://pypi.org/simple" }

                [[package]]
                name = "pytest"
                version = "8.3.4"
                source = { registry = "https://pypi.org/simple" }

                [[package]]
                name = "shop"
                version = "0.1.0"
                source = { virtual = "." }
                dependencies = [{ name = "flask" }]

                [package.dev-dependencies]
                dev = [{ name = "pytest" }]
                """));
        Check(project, "uv.lock", clickLine: 4);
    }

    [Fact]
    public void Pdm()
    {
        using var project = new SbomProject(
            ("pyproject.toml", "[project]\nname = \"shop\"\ndependencies = [\"flask>=3\"]\n"),
            ("pdm.lock", $$"""
                [metadata]
                groups = ["default", "dev"]

                [[package]]
                name = "click"
                version = "8.1.8"
                groups = ["default"]
                files = [{file = "click-8.1.8-py3-none-any.whl", hash = "sha256:{{One}}"}, {file = "click-8.1.8.tar.gz", hash = "sha256:{{Two}}"}]

                [[package]]
                name = "flask"
                version = "3.1.0"
                groups = ["default"]
                dependencies = ["click>=8.1.3", "importlib-metadata>=3.6; sys_platform == 'win32'"]

                [[package]]
                name = "pytest"
                version = "8.3.4"
                groups = ["dev"]
                """));
        Check(project, "pdm.lock", clickLine: 5);
    }

    [Fact]
    public void A_broken_lock_file_is_an_error_that_names_the_line()
    {
        using var project = new SbomProject(("pyproject.toml", "[project]\ndependencies = [\"flask\"]\n"), ("uv.lock", "version = 1\nx = = 2\n"));
        var error = Should.Throw<LambdaImageException>(() => project.Read());
        (error.Kind, error.Location?.Line).ShouldBe((ErrorKind.ProjectFileInvalid, 2));
    }

    private static void Check(SbomProject project, string file, int clickLine)
    {
        project.Purls().ShouldBe(Flask);
        var sbom = project.Read();
        sbom.Warnings.ShouldBeEmpty();
        sbom.Roots.ShouldContain("pkg:pypi/flask@3.1.0");
        sbom.Roots.ShouldNotContain("pkg:pypi/click@8.1.8");
        project.Part("pkg:pypi/flask@3.1.0").Needs.ShouldBe(["pkg:pypi/click@8.1.8"]);
        var click = project.Part("pkg:pypi/click@8.1.8");
        click.Archives.Select(hash => hash.Content).ShouldBe([One, Two]);
        click.Place.ShouldBe((file, clickLine));
    }
}
