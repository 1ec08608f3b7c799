namespace LambdaImage.Engine.Tests.Frameworks.Node;

public sealed class Finding_system_packages : IDisposable
{
    private readonly NodeProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Those_of_packages_that_others_bring_along_too()
    {
        _project.With("package-lock.json", """{ "packages": { "": {}, "node_modules/a": { "version": "1.0.0" }, "node_modules/better-sqlite3": { "version": "11.0.0" } } }""");

        Text("""{ "dependencies": { "a": "1" } }""").ShouldContain("RUN dnf install -y gcc-c++ make python3 && dnf clean all");
    }

    [Theory]
    [InlineData("package-lock.json", """{ "packages": { "node_modules/canvas": { "version": "3.0.0", "dev": true }, "node_modules/a": { "version": "1.0.0" } } }""")]
    [InlineData("yarn.lock", "a@1:\n  version \"1.0.0\"\n\ncanvas@3:\n  version \"3.0.0\"\n")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: '1'\n        version: 1.0.0\n    devDependencies:\n      canvas:\n        specifier: '3'\n        version: 3.0.0\nsnapshots:\n  a@1.0.0: {}\n  canvas@3.0.0: {}\n")]
    public void Not_those_of_development(string file, string text)
    {
        _project.With(file, text);

        Text("""{ "dependencies": { "a": "1" }, "devDependencies": { "canvas": "3" } }""").ShouldNotContain("dnf install");
    }

    [Theory]
    [InlineData("yarn.lock", "a@1:\n  version \"1.0.0\"\n  dependencies:\n    canvas \"^3.0.0\"\n\ncanvas@^3.0.0:\n  version \"3.0.0\"\n")]
    [InlineData("yarn.lock", "__metadata:\n  version: 8\n\n\"a@npm:1\":\n  version: 1.0.0\n  dependencies:\n    canvas: \"npm:^3.0.0\"\n\n\"canvas@npm:^3.0.0\":\n  version: 3.0.0\n")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: '1'\n        version: 1.0.0\nsnapshots:\n  a@1.0.0:\n    dependencies:\n      canvas: 3.0.0\n  canvas@3.0.0: {}\n")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '6.0'\ndependencies:\n  a:\n    specifier: '1'\n    version: 1.0.0\npackages:\n  /a@1.0.0:\n    dependencies:\n      canvas: 3.0.0\n  /canvas@3.0.0: {}\n")]
    [InlineData("bun.lock", """{ "packages": { "a": ["a@1.0.0", "", { "dependencies": { "canvas": "^3" } }, "sha"], "canvas": ["canvas@3.0.0", "", {}, "sha"], } }""")]
    public void From_every_lock_file(string file, string text)
    {
        _project.With(file, text);

        var made = Text("""{ "dependencies": { "a": "1" } }""");

        made.ShouldContain("RUN dnf install -y cairo dejavu-sans-fonts fontconfig giflib libjpeg-turbo librsvg2 pango && dnf clean all");
    }

    [Theory]
    [InlineData("5.1.1", true)]
    [InlineData("6.0.0", false)]
    public void Not_of_versions_that_come_compiled(string version, bool compiles)
    {
        _project.With("package-lock.json", $$"""{ "packages": { "node_modules/bcrypt": { "version": "{{version}}" } } }""");

        Text("""{ "dependencies": { "bcrypt": "*" } }""").Contains("gcc-c++", StringComparison.Ordinal).ShouldBe(compiles);
    }

    [Fact]
    public void What_Amazon_Linux_lacks_comes_from_Debian_with_the_runtime_client()
    {
        var text = Text("""{ "dependencies": { "libreoffice-convert": "1" } }""");

        text.ShouldContain("FROM public.ecr.aws/docker/library/node:24-bookworm-slim AS build\nWORKDIR /var/task\n");
        text.ShouldContain("npm install --prefix /opt/aws-lambda-ric");
        text.ShouldContain("apt-get install --no-install-recommends -y libreoffice ");
        text.ShouldContain("ENTRYPOINT [\"/usr/local/bin/node\", \"/opt/aws-lambda-ric/node_modules/aws-lambda-ric/index.mjs\"]\nCMD [\"index.handler\"]");
        _project.Warnings().ShouldContain(warning => warning.Contains("libreoffice-convert (package.json:1) needs libreoffice, which Amazon Linux 2023 does not have", StringComparison.Ordinal));
    }

    [Fact]
    public void A_base_image_that_the_user_chose_stays()
    {
        _project.Options = new DockerfileOptions { Base = new BaseImageOptions { Image = "public.ecr.aws/lambda/nodejs:24.2026.04.22.11" } };

        Text("""{ "dependencies": { "libreoffice-convert": "1" } }""").ShouldContain("FROM public.ecr.aws/lambda/nodejs:24.2026.04.22.11 AS build");
        _project.Warnings().ShouldContain(warning => warning.Contains("choose public.ecr.aws/docker/library/node:24-bookworm-slim", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_when_the_user_wants_none()
    {
        _project.Options = new DockerfileOptions { Packages = new PackageOptions { Auto = false } };

        Text("""{ "dependencies": { "canvas": "3" } }""").ShouldNotContain("dnf");
    }

    [Fact]
    public void Chromium_for_Lambda_needs_none_but_must_be_told_where_it_is()
    {
        var text = Text("""{ "dependencies": { "@sparticuz/chromium": "131", "puppeteer": "23" } }""");

        text.ShouldContain("ENV AWS_LAMBDA_JS_RUNTIME=nodejs24.x");
        text.ShouldContain("FROM public.ecr.aws/lambda/nodejs:24\n");
    }

    [Fact]
    public void Desktop_programs_are_refused()
    {
        var error = Should.Throw<LambdaImageException>(() => Text("""{ "dependencies": { "electron": "30" } }"""));

        error.Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
        error.Message.ShouldContain("package.json:1 depends on electron");
    }

    private string Text(string manifest) => _project.With("index.js", NodeProject.Function).With("package.json", manifest).Text();
}
