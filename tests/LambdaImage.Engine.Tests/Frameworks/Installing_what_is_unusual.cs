using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

public sealed class Installing_what_is_unusual : IDisposable
{
    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("""{ "dependencies": { "mine": "file:./mine" } }""", "the folder of mine")]
    [InlineData("""{ "workspaces": ["packages/*"], "dependencies": { "a": "1" } }""", "the workspaces")]
    [InlineData("""{ "dependencies": { "a": "1" }, "scripts": { "postinstall": "prisma generate" } }""", "what the script postinstall uses")]
    [InlineData("""{ "dependencies": { "@prisma/client": "6" } }""", "Prisma's schema")]
    public void Node_packages_that_need_the_code_are_installed_behind_it(string manifest, string reason)
    {
        var text = Node(manifest);

        text.ShouldContain(reason);
        text.IndexOf("COPY . ./", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("RUN npm ci", StringComparison.Ordinal));
        text.ShouldContain("COPY --from=build /var/task ./");
    }

    [Fact]
    public void Scripts_of_the_project_may_use_tools_of_development()
    {
        var text = Node("""{ "dependencies": { "a": "1" }, "devDependencies": { "husky": "9" }, "scripts": { "prepare": "husky" } }""");

        text.ShouldContain("RUN npm ci\n");
        text.ShouldContain("RUN npm prune --omit=dev --ignore-scripts\n");
    }

    [Fact]
    public void Node_packages_from_git_bring_git()
    {
        var text = Node("""{ "dependencies": { "a": "github:acme/a" } }""");

        text.ShouldContain("RUN dnf install -y git\n");
        text.ShouldContain("COPY --from=build /var/task/node_modules ./node_modules\n");
    }

    [Fact]
    public void The_files_of_yarn_are_there_before_it_runs()
    {
        _project.Write(".yarnrc.yml", "yarnPath: .yarn/releases/yarn-4.5.0.cjs\n").Write(".yarn/releases/yarn-4.5.0.cjs", "").Write("yarn.lock", "");

        var text = Node("""{ "packageManager": "yarn@4.5.0", "dependencies": { "a": "1" } }""");

        text.IndexOf("COPY . ./", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("@yarnpkg/cli-dist@4.5.0 workspaces focus", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_with_a_port_of_its_own_is_asked_there()
    {
        _project.Write("server.js", "require('express')().listen(3000);");

        var text = Text(_project.Write("package.json", """{ "main": "server.js", "dependencies": { "express": "5" } }"""));

        text.ShouldContain("ENV PORT=3000 \\\n    AWS_LWA_PORT=3000");
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

    private string Node(string manifest)
    {
        if (!File.Exists(_project.Of("yarn.lock"))) _project.Write("package-lock.json", "{}");
        return Text(_project.Write("index.js", "exports.handler = async () => 1;").Write("package.json", manifest));
    }

    private static string Text(TempProject project) =>
        FixtureProject.Dockerfile(FixtureProject.Resolve(new ProjectRequest { Path = project.Path, UseEnvironment = false })).Text;
}
