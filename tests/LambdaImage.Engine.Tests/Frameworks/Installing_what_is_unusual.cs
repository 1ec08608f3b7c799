using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

public sealed class Installing_what_is_unusual : IDisposable
{
    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Python_packages_without_wheels_are_compiled_in_a_stage_of_their_own()
    {
        _project.Write("app.py", "def handler(event, context): pass").Write("requirements.txt", "psycopg2==2.9\ngit+https://x/y.git\n");

        var text = Text(_project);

        text.ShouldContain("RUN dnf install -y gcc git libpq-devel\n");
        text.ShouldContain("RUN dnf install -y libpq\n");
        text.ShouldContain("COPY --from=build /var/task ./\n");
    }

    [Fact]
    public void Python_on_Amazon_Linux_2_has_other_names()
    {
        _project.Write("app.py", "def handler(event, context): pass").Write("requirements.txt", "psycopg2\n").Write(".python-version", "3.11");

        Text(_project).ShouldContain("RUN yum install -y gcc postgresql-devel\n");
    }

    [Fact]
    public void Included_requirements_keep_their_folders()
    {
        _project.Write("app.py", "def handler(event, context): pass").Write("requirements.txt", "-r more/base.txt\n").Write("more/base.txt", "flask\n");

        Text(_project).ShouldContain("COPY requirements.txt ./\nCOPY more/base.txt ./more/\nRUN pip install");
    }

    [Fact]
    public void Rails_with_a_package_json_has_Node_while_it_builds()
    {
        Rails("7.0.8").Write("package.json", """{ "dependencies": { "esbuild": "0.24" } }""").Write("package-lock.json", "{}");

        var text = Text(_project);

        text.ShouldContain("FROM public.ecr.aws/docker/library/ruby:3.3.6-slim AS base");
        text.ShouldContain("COPY --from=public.ecr.aws/docker/library/node:24-slim /usr/local /usr/local\nRUN npm ci ");
        text.ShouldContain("SECRET_KEY_BASE=dummy bundle exec rails assets:precompile && rm -rf node_modules");
    }

    [Fact]
    public void Rails_that_knows_the_dummy_key_uses_it()
    {
        Rails("7.1.0");

        Text(_project).ShouldContain("RUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile\n");
    }

    [Fact]
    public void A_php_package_of_the_lock_file_brings_its_extension()
    {
        _project.Write("public/index.php", "<?php").Write("composer.json", """{ "require": { "bref/bref": "^3.0", "acme/a": "^1" } }""")
            .Write("composer.lock", """{ "packages": [{ "name": "acme/a", "version": "1.0.0", "require": { "ext-ddtrace": "*" } }] }""");

        Text(_project).ShouldContain("COPY --from=bref/extra-datadog-php-84:3 /opt /opt");
    }

    [Fact]
    public void A_static_program_that_looks_for_certificates_gets_a_system()
    {
        var program = File.ReadAllBytes(Path.Combine(FixtureProject.Folder, "custom-static", "app", "bootstrap"));
        File.WriteAllBytes(_project.Of("bootstrap"), [.. program, .. "/etc/ssl/certs/ca-certificates.crt"u8]);

        Text(_project).ShouldContain("FROM public.ecr.aws/lambda/provided:al2023\n");
    }

    private TempProject Rails(string version) => _project
        .Write("Gemfile", "ruby \"3.3.6\"\ngem \"rails\"\ngem \"puma\"\ngem \"sprockets-rails\"\n")
        .Write("Gemfile.lock", $"GEM\n  specs:\n    puma (6.5.0)\n    rails ({version})\n    sprockets-rails (3.5.2)\n")
        .Write("config/application.rb", "");

    private static string Text(TempProject project) =>
        FixtureProject.Dockerfile(FixtureProject.Resolve(new ProjectRequest { Path = project.Path, UseEnvironment = false })).Text;
}
