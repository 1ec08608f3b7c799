using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

public sealed class Installing_what_is_unusual : IDisposable
{
    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

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

    private static string Text(TempProject project) =>
        FixtureProject.Dockerfile(FixtureProject.Resolve(new ProjectRequest { Path = project.Path, UseEnvironment = false })).Text;
}
