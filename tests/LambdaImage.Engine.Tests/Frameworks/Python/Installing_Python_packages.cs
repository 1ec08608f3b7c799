using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Frameworks.Python;

public sealed class Installing_Python_packages : IDisposable
{
    private readonly ManagedProject _project = new ManagedProject().Write("app.py", "def handler(event, context): pass\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Packages_without_wheels_are_compiled_in_a_stage_of_their_own()
    {
        var text = _project.Write("requirements.txt", "psycopg2==2.9\ngit+https://x/y.git\n").Text();

        text.ShouldContain("RUN dnf install -y gcc git-core libpq-devel && dnf clean all\n");
        text.ShouldContain("RUN dnf install -y libpq && dnf clean all\n");
        text.ShouldContain("COPY --from=build /packages ./\n");
    }

    [Fact]
    public void Amazon_Linux_2_has_other_names()
    {
        _project.Write("requirements.txt", "psycopg2\n").Write(".python-version", "3.11");

        _project.Text().ShouldContain("RUN yum install -y gcc postgresql-devel && yum clean all");
    }

    [Theory]
    [InlineData("lxml\npillow\npsycopg2-binary\npsycopg[binary]\nmoviepy\n")]
    [InlineData("cryptography\nnumpy\n")]
    public void Packages_with_wheels_need_nothing(string requirements) => _project.Write("requirements.txt", requirements).Text().ShouldNotContain("dnf install");

    [Fact]
    public void Nothing_is_found_automatically_when_that_is_switched_off() =>
        _project.Write("requirements.txt", "psycopg2\npydub\n").Text(new DockerfileOptions { Packages = new PackageOptions { Auto = false } }).ShouldNotContain("install -y");

    [Fact]
    public void Included_requirements_keep_their_folders()
    {
        _project.Write("requirements.txt", "-r more/base.txt\n").Write("more/base.txt", "requests\n");

        _project.Text().ShouldContain("COPY requirements.txt ./\nCOPY more/base.txt ./more/\nRUN ");
    }

    [Fact]
    public void Requirements_of_production_are_found_in_their_folder()
    {
        _project.Write("requirements/base.txt", "requests\n").Write("requirements/production.txt", "-r base.txt\nsentry-sdk\n").Write("requirements/local.txt", "ipdb\n");

        var text = _project.Text();

        text.ShouldContain("COPY requirements/production.txt requirements/base.txt ./requirements/\n");
        text.ShouldContain("--requirement requirements/production.txt\n");
    }

    [Fact]
    public void Requirements_lie_beside_the_code_in_src()
    {
        using var project = new ManagedProject().Write("src/app.py", "def handler(event, context): pass\n").Write("src/requirements.txt", "requests\n");

        project.Text().ShouldContain("COPY src/requirements.txt ./src/\n");
        project.Text().ShouldContain("--requirement src/requirements.txt\n");
    }

    [Fact]
    public void Links_to_folders_become_packages()
    {
        var text = _project.Write("requirements.txt", "-e ./lib\nrequests\n").Write("lib/setup.py", "").Text();

        text.ShouldContain("sed -i -E 's/^[[:space:]]*(-e|--editable)[[:space:]=]+//' requirements.txt");
        text.IndexOf("COPY . ./", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("pip install --no-compile", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-e ../shared")]
    [InlineData("../shared")]
    [InlineData("shared @ file:../shared")]
    public void Folders_outside_of_the_project_are_refused(string line) =>
        _project.Write("requirements.txt", line + "\n").Fails().Message.ShouldContain("requirements.txt:1");

    [Theory]
    [InlineData("requests @ https://example.com/requests.tar.gz\n")]
    [InlineData("--extra-index-url https://example.com/simple\nrequests\n")]
    [InlineData("requests # see docs/readme.md\n")]
    public void What_only_looks_like_a_folder_is_none(string requirements)
    {
        var text = _project.Write("requirements.txt", requirements).Text();

        text.IndexOf("pip install --no-compile", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("COPY . ./", StringComparison.Ordinal));
    }

    [Fact]
    public void The_users_packages_variables_and_secrets_are_where_they_belong()
    {
        _project.Write("requirements.txt", "requests\n");

        var text = _project.Text(new DockerfileOptions
        {
            Packages = new PackageOptions { Build = ["cmake"], Deployment = ["jq"] },
            Environment = new Dictionary<string, string> { ["STAGE"] = "prod" },
            Secrets = [new BuildSecret("pip", "PIP_INDEX_URL")],
            CopyBeforeInstall = ["wheels"],
            CacheMounts = false,
        });

        text.ShouldContain("RUN dnf install -y cmake && dnf clean all\n");
        text.ShouldContain("RUN dnf install -y jq && dnf clean all\nENV STAGE=prod\n");
        text.ShouldContain("COPY wheels ./wheels\n");
        text.ShouldContain("RUN --mount=type=secret,id=pip,required=true export PIP_INDEX_URL=\"$(cat /run/secrets/pip)\" \\\n    && pip install");
        text.ShouldContain("rm -rf /root/.cache/pip");
    }

    [Fact]
    public void The_project_chooses_another_base()
    {
        var text = _project.Write("requirements.txt", "requests\n").Text(new DockerfileOptions { Base = new BaseImageOptions { Image = "public.ecr.aws/docker/library/python:3.13-alpine" } });

        text.ShouldContain("ENTRYPOINT [\"/usr/local/bin/python3.13\", \"-m\", \"awslambdaric\"]\nCMD [\"app.handler\"]\n");
        text.ShouldContain("COPY --from=build /runtime-client /var/runtime\n");
        text.ShouldContain("ENV PYTHONPATH=/var/runtime\n");
    }

    [Theory]
    [InlineData("slim", null, true)]
    [InlineData("slim", "public.ecr.aws/docker/library/python", false)]
    [InlineData("arm64", null, false)]
    public void A_variant_that_AWS_does_not_have_is_told(string variant, string? name, bool isTold)
    {
        _project.Write("requirements.txt", "requests\n");
        var options = new DockerfileOptions { Base = new BaseImageOptions { Variant = variant, Name = name } };

        _project.Warnings(options).Any(warning => warning.Contains("AWS's own images have no variants", StringComparison.Ordinal)).ShouldBe(isTold);
    }

    [Fact]
    public void A_base_of_the_user_that_lacks_packages_is_not_replaced()
    {
        _project.Write("requirements.txt", "pydub\n");

        var error = _project.Fails(options: new DockerfileOptions { Base = new BaseImageOptions { Image = "public.ecr.aws/lambda/python:3.13.2026.01.02.03" } });

        error.Message.ShouldContain("pydub (requirements.txt:1)");
        error.Remedy.ShouldContain("python:3.13-slim-bookworm");
    }

    [Fact]
    public void A_base_that_lacks_packages_gives_way_to_Debian_with_a_warning()
    {
        _project.Write("requirements.txt", "pydub\n");

        _project.Text().ShouldContain("FROM public.ecr.aws/docker/library/python:3.13-slim-bookworm\n");
        _project.Warnings().ShouldContain(warning => warning.Contains("pydub (requirements.txt:1)", StringComparison.Ordinal) && warning.Contains("-Base", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("uv.lock", "", "uv lock")]
    [InlineData("pdm.lock", "", "pdm lock")]
    [InlineData("poetry.lock", "", "poetry lock")]
    public void A_lock_file_that_is_too_old_is_told(string file, string text, string remedy)
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\n    \"requests>=2\",\n]\n").Write(file, text);

        var error = _project.Fails();

        error.Message.ShouldContain("pyproject.toml:4");
        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void A_marker_may_keep_a_package_out_of_the_lock_file()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\n    \"tomli>=2 ; python_version < '3.11'\",\n]\n").Write("uv.lock", "version = 1\n");

        _project.Text().ShouldContain("uv export");
    }

    [Theory]
    [InlineData("[tool.poetry.dependencies]\npython = \"^3.13\"\nrequests = \"^2\"\n", "poetry lock")]
    public void A_tool_without_its_lock_file_is_told(string manifest, string remedy) =>
        _project.Write("pyproject.toml", manifest).Fails().Remedy.ShouldContain(remedy);

    [Fact]
    public void A_member_of_a_workspace_is_sent_to_its_root()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\"core\"]\n[tool.uv.sources]\ncore = { workspace = true }\n");

        _project.Fails().Message.ShouldContain("workspace");
    }

    [Fact]
    public void Members_of_a_workspace_are_installed_from_their_folders()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\"core\"]\n").Write("packages/core/pyproject.toml", "").Write("uv.lock", """
            version = 1
            [[package]]
            name = "a"
            source = { virtual = "." }
            dependencies = [{ name = "core" }]
            [[package]]
            name = "core"
            version = "1"
            source = { editable = "packages/core" }
            """);

        var text = _project.Text();

        text.IndexOf("COPY . ./", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("uv export", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lock_file_tells_which_packages_have_no_wheel_for_the_image()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\nrequires-python = \">=3.11,<3.12\"\ndependencies = [\"numpy\"]\n").Write("uv.lock", """
            version = 1
            [[package]]
            name = "a"
            source = { virtual = "." }
            dependencies = [{ name = "numpy" }, { name = "pywin32", marker = "sys_platform == 'win32'" }]
            [[package]]
            name = "numpy"
            version = "2.3.0"
            source = { registry = "https://pypi.org/simple" }
            sdist = { url = "https://x/numpy-2.3.0.tar.gz", hash = "sha256:0" }
            wheels = [{ url = "https://x/numpy-2.3.0-cp311-cp311-manylinux_2_28_x86_64.whl", hash = "sha256:0" }]
            """);

        _project.Text().ShouldContain("RUN yum install -y gcc gcc-c++ make");
        _project.Warnings().ShouldContain(warning => warning.StartsWith("uv.lock:7: numpy 2.3.0", StringComparison.Ordinal) && warning.Contains("glibc 2.26", StringComparison.Ordinal));
    }

    [Fact]
    public void Repositories_keep_pip_from_checking_hashes()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\"mine\"]\n").Write("poetry.lock", """
            [[package]]
            name = "mine"
            version = "1.0"
            groups = ["main"]
            files = []
            [package.source]
            type = "git"
            url = "https://example.com/mine.git"
            """);

        _project.Text().ShouldContain("poetry export --only main --format requirements.txt --without-hashes --output /exported.txt");
    }

    [Theory]
    [InlineData("requests @ git+https://x/y.git\n", "requirements.txt:1")]
    [InlineData("./lib\n", "requirements.txt:1")]
    [InlineData("psycopg2\n", "psycopg2")]
    [InlineData("pdf2image\n", "poppler-utils")]
    public void On_this_machine_only_wheels_are_installed(string requirements, string because)
    {
        _project.Write("requirements.txt", requirements);

        var error = Should.Throw<LambdaImageException>(() => _project.OnHost());

        error.Kind.ShouldBe(ErrorKind.DependencyInstallUnavailable);
        error.Message.ShouldContain(because);
        error.Remedy.ShouldContain("-DependencyInstall Container");
    }

    [Fact]
    public void On_this_machine_packages_are_chosen_for_the_target()
    {
        var install = _project.Write("requirements.txt", "requests\n").OnHost(architecture: LambdaArchitecture.Arm64).HostInstall.ShouldNotBeNull();

        install.Inputs.ShouldBe(["requirements.txt"]);
        var arguments = install.Commands.ShouldHaveSingleItem().Arguments;
        arguments.ShouldContain("manylinux2014_aarch64");
        arguments.ShouldContain("manylinux_2_34_aarch64");
        arguments[1].ShouldContain("platform_machine='aarch64'");
    }

    [Fact]
    public void The_form_for_this_machine_has_no_RUN() =>
        DockerfileWriter.Write(_project.Write("requirements.txt", "requests\n").OnHost().Document).ShouldNotContain("RUN");
}
