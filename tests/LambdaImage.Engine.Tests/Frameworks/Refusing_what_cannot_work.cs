using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

public sealed class Refusing_what_cannot_work : IDisposable
{
    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Php_without_bref()
    {
        _project.Write("index.php", "<?php\nreturn function ($event) { };").Write("composer.json", "{}");

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.DependencyMissing);
        error.Remedy.ShouldContain("composer require bref/bref");
    }

    [Fact]
    public void An_older_bref()
    {
        Php("^2.3");

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
        error.Message.ShouldContain("composer.json:3");
    }

    [Fact]
    public void Extra_extensions_on_arm64()
    {
        Php("^3.0", "gd");

        var error = Fails(architecture: LambdaArchitecture.Arm64);

        error.Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
        error.Remedy.ShouldContain("-Architecture x86_64");
    }

    [Theory]
    [InlineData("mbstring")]
    [InlineData("intl")]
    public void Not_extensions_on_arm64_that_the_image_has(string extension)
    {
        Php("^3.0", extension);

        Text(architecture: LambdaArchitecture.Arm64).ShouldContain("FROM bref/arm-php-84:3\n");
    }

    [Fact]
    public void An_extension_that_the_php_version_does_not_have()
    {
        Php("^3.0", "gmp");

        Fails(version: "8.5").Remedy.ShouldContain("-RuntimeVersion 8.4");
    }

    [Fact]
    public void An_extension_that_nobody_has()
    {
        Php("^3.0", "swoole");

        Fails().Remedy.ShouldContain("bref/build-php-84:3");
    }

    [Fact]
    public void A_program_for_another_processor()
    {
        File.Copy(Path.Combine(FixtureProject.Folder, "custom-static", "app", "bootstrap"), _project.Of("bootstrap"));

        var error = Fails(architecture: LambdaArchitecture.Arm64);

        error.Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
        error.Message.ShouldContain("x86_64");
    }

    [Fact]
    public void TypeScript_that_nobody_compiles()
    {
        _project.Write("index.ts", "export const handler = async () => 1;").Write("package.json", "{}");

        Fails().Message.ShouldContain("no script named build");
    }

    [Fact]
    public void A_handler_whose_file_is_missing()
    {
        _project.Write("index.js", "exports.handler = async () => 1;");

        Fails(handler: "other.handler").Kind.ShouldBe(ErrorKind.HandlerNotFound);
    }

    [Fact]
    public void TypeScript_that_ends_up_nobody_knows_where()
    {
        _project.Write("index.ts", "export const handler = async () => 1;").Write("package.json", """{ "scripts": { "build": "vite build" } }""");

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.HandlerNotFound);
        error.Remedy.ShouldContain("-Handler dist/index.handler");
        Text(handler: "dist/index.handler").ShouldContain("CMD [\"dist/index.handler\"]");
    }

    [Fact]
    public void Several_methods_that_Lambda_could_call()
    {
        _project.Write("A.csproj", "<Project><ItemGroup><PackageReference Include=\"Amazon.Lambda.Core\" Version=\"2\"/></ItemGroup></Project>")
            .Write("F.cs", "public class F\n{\n  public void A(string x, ILambdaContext c) { }\n  public void B(string x, ILambdaContext c) { }\n}\n");

        var error = Fails();

        error.Message.ShouldContain("A::F::A, A::F::B");
        Text(handler: "A::F::B").ShouldContain("CMD [\"A::F::B\"]");
    }

    [Fact]
    public void A_bref_that_is_locked_to_an_older_version()
    {
        Php("^2.3 || ^3.0");
        _project.Write("composer.lock", "{ \"packages\": [\n{ \"name\": \"bref/bref\", \"version\": \"2.4.1\" } ] }");

        Fails().Message.ShouldContain("composer.lock:2");
    }

    private void Php(string bref, string? extension = null) => _project
        .Write("public/index.php", "<?php").Write("vendor/autoload.php", "<?php")
        .Write("composer.json", $"{{\n\"require\": {{\n\"bref/bref\": \"{bref}\"{(extension is null ? "" : $", \"ext-{extension}\": \"*\"")} }} }}");

    private string Text(LambdaArchitecture? architecture = null, string? version = null, string? handler = null) =>
        FixtureProject.Dockerfile(FixtureProject.Resolve(new ProjectRequest
        {
            Path = _project.Path,
            Architecture = architecture,
            RuntimeVersion = version,
            Handler = handler,
            UseEnvironment = false,
        })).Text;

    private LambdaImageException Fails(LambdaArchitecture? architecture = null, string? version = null, string? handler = null) =>
        Should.Throw<LambdaImageException>(() => Text(architecture, version, handler));
}
