using LambdaImage.Engine.Dockerfiles;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Php;

public sealed class Building_PHP_projects : IDisposable
{
    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("zip")]
    [InlineData("ffi")]
    [InlineData("pdo_pgsql")]
    public void An_extension_that_Bref_has_needs_nothing(string extension)
    {
        Composer($"\"bref/bref\": \"^3.0\", \"ext-{extension}\": \"*\"");

        Text().ShouldNotContain("bref/extra-");
    }

    [Fact]
    public void A_package_that_works_with_several_extensions_gets_its_default_one()
    {
        Composer("\"bref/bref\": \"^3.0\", \"intervention/image\": \"^3.0\"");

        Text().ShouldContain("COPY --from=bref/extra-gd-php-84:3 /opt /opt");
    }

    [Fact]
    public void An_extension_that_Bref_lacks_for_arm64_leaves_the_web_server()
    {
        Composer("\"bref/bref\": \"^3.0\", \"ext-gd\": \"*\"");

        Should.Throw<LambdaImageException>(() => Text(LambdaArchitecture.Arm64)).Remedy.ShouldContain("-Framework FrankenPHP");
        Text(LambdaArchitecture.Arm64, "FrankenPHP").ShouldContain("install-php-extensions gd\n");
    }

    [Fact]
    public void A_project_on_Bref_2_is_told_what_to_change_and_where()
    {
        Composer("\"bref/bref\": \"^2.3\"");
        _project.Write("serverless.yml", "service: shop\nfunctions:\n  web:\n    runtime: php-82-fpm\n");

        var error = Should.Throw<LambdaImageException>(() => Text());

        error.Message.ShouldContain("composer.json:3");
        error.Remedy.ShouldContain("composer require bref/bref:^3");
        error.Remedy.ShouldContain("serverless.yml:4 names 'php-82-fpm'");
    }

    [Fact]
    public void A_front_controller_of_Symfony_is_a_website_although_it_returns_a_callable()
    {
        Composer("\"bref/bref\": \"^3.0\"");
        _project.Write("public/index.php", "<?php\nreturn fn (array $context) => new Kernel($context['APP_ENV']);\n");

        Text().ShouldContain("ENV BREF_RUNTIME=fpm\n");
    }

    [Fact]
    public void A_website_without_Bref_runs_on_a_web_server()
    {
        Composer("\"slim/slim\": \"^4.0\"");

        var project = FixtureProject.Resolve(new ProjectRequest { Path = _project.Path, UseEnvironment = false });

        project.Framework.ShouldBe("FrankenPHP");
        project.Warnings.ShouldContain(warning => warning.Contains("composer require bref/bref:^3", StringComparison.Ordinal));
    }

    [Fact]
    public void Packages_without_an_archive_bring_git_into_the_build()
    {
        Composer("\"bref/bref\": \"^3.0\"");
        _project.Write("composer.lock", """{ "packages": [ { "name": "bref/bref", "version": "3.0.1" }, { "name": "acme/a", "version": "dev-main", "source": { "type": "git", "url": "x" } } ] }""");

        Text().ShouldContain("dnf install -y git-core unzip");
    }

    [Fact]
    public void Assets_that_are_not_built_cannot_be_built_on_this_machine()
    {
        Composer("\"bref/bref\": \"^3.0\", \"bref/laravel-bridge\": \"^3.0\", \"laravel/framework\": \"^12.0\"");
        _project.Write("artisan", "<?php").Write("package.json", """{ "scripts": { "build": "vite build" } }""");

        var error = Should.Throw<LambdaImageException>(() => new DockerfileGenerator().Generate(Resolve(), DependencyInstall.Host));

        error.Kind.ShouldBe(ErrorKind.DependencyInstallUnavailable);
        error.Remedy.ShouldContain("npm run build");
    }

    [Fact]
    public void Assets_that_are_built_go_with_the_code()
    {
        Composer("\"bref/bref\": \"^3.0\", \"bref/laravel-bridge\": \"^3.0\", \"laravel/framework\": \"^12.0\"");
        _project.Write("artisan", "<?php").Write("package.json", """{ "scripts": { "build": "vite build" } }""").Write("public/build/manifest.json", "{}");

        Text().ShouldNotContain("/node:");
        new DockerfileGenerator().Generate(Resolve(), DependencyInstall.Host).NeedsShell.ShouldBeFalse();
    }

    private void Composer(string require) => _project
        .Write("public/index.php", "<?php").Write("composer.json", $"{{\n\"require\": {{\n{require} }} }}");

    private LambdaProject Resolve(LambdaArchitecture? architecture = null, string? framework = null) => FixtureProject.Resolve(
        new ProjectRequest { Path = _project.Path, Architecture = architecture, Framework = framework, UseEnvironment = false });

    private string Text(LambdaArchitecture? architecture = null, string? framework = null) => FixtureProject.Dockerfile(Resolve(architecture, framework)).Text;
}
