namespace LambdaImage.Engine.Tests.Frameworks.Node;

public sealed class Installing_packages : IDisposable
{
    private readonly NodeProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("""{ "dependencies": { "mine": "file:./mine" } }""", "the folder of mine")]
    [InlineData("""{ "workspaces": ["packages/*"], "dependencies": { "a": "1" } }""", "the workspaces")]
    [InlineData("""{ "dependencies": { "a": "1" }, "scripts": { "postinstall": "node setup.js" } }""", "what the script postinstall uses")]
    public void What_needs_the_code_is_installed_behind_it(string manifest, string reason)
    {
        var text = Text(manifest);

        text.ShouldContain(reason);
        text.IndexOf("COPY . ./", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("npm ci", StringComparison.Ordinal));
        text.ShouldContain("COPY --from=build /var/task ./");
    }

    [Theory]
    [InlineData("husky")]
    [InlineData("is-ci || husky install")]
    [InlineData("svelte-kit sync || echo ''")]
    [InlineData("npx only-allow pnpm")]
    public void Scripts_that_an_image_has_no_use_for_are_not_run(string script)
    {
        var text = Text($$"""{ "dependencies": { "a": "1" }, "scripts": { "prepare": "{{script}}" } }""");

        text.ShouldContain("npm pkg delete scripts.prepare && npm ci --omit=dev");
        text.ShouldContain("COPY package.json package-lock.json ./");
    }

    [Fact]
    public void Scripts_of_the_project_may_use_tools_of_development()
    {
        var text = Text("""{ "dependencies": { "a": "1" }, "devDependencies": { "patch-package": "8" }, "scripts": { "postinstall": "patch-package" } }""");

        text.ShouldContain("npm ci --no-audit");
        text.ShouldContain("npm prune --omit=dev --ignore-scripts");
    }

    [Fact]
    public void Packages_from_git_bring_git() =>
        Text("""{ "dependencies": { "a": "github:acme/a" } }""").ShouldContain("RUN dnf install -y git && dnf clean all");

    [Fact]
    public void Optional_packages_alone_are_packages_too()
    {
        var text = Text("""{ "optionalDependencies": { "a": "1" } }""");

        text.ShouldContain("&& mkdir -p node_modules");
        text.ShouldContain("COPY --from=build /var/task/node_modules ./node_modules");
    }

    [Fact]
    public void Packages_of_production_have_a_layer_that_the_build_does_not_change()
    {
        _project.With("src/index.ts", "export const handler = async () => 1;").With("tsconfig.json", """{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }""")
            .With("package-lock.json", "{}").With("package.json", """{ "scripts": { "build": "tsc" }, "dependencies": { "a": "1" }, "devDependencies": { "typescript": "5" } }""");

        var text = _project.Text();

        text.ShouldContain("npm ci --omit=dev --no-audit --no-fund && mv node_modules /packages");
        text.IndexOf("mv node_modules /packages", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("COPY . ./", StringComparison.Ordinal));
        text.ShouldContain("COPY --from=build /packages ./node_modules");
    }

    [Theory]
    [InlineData("6.0", "", "pnpm@8 ")]
    [InlineData("9.0", "", "pnpm@9 ")]
    [InlineData("9.0", "onlyBuiltDependencies:\n  - a\n", "pnpm@10 ")]
    public void The_pnpm_that_nobody_pins_follows_from_its_files(string format, string settings, string tool)
    {
        _project.With("pnpm-lock.yaml", $"lockfileVersion: '{format}'\n");
        if (settings.Length > 0) _project.With("pnpm-workspace.yaml", settings);

        Text("""{ "dependencies": { "a": "1" } }""", lockFile: null).ShouldContain($"npx --yes {tool}install --frozen-lockfile");
    }

    [Theory]
    [InlineData("yarn.lock", "package-lock.json", "Yarn installs, and package-lock.json is not looked at")]
    [InlineData("pnpm-lock.yaml", "yarn.lock", "pnpm installs, and yarn.lock is not looked at")]
    [InlineData("package-lock.json", "bun.lock", "npm installs, and bun.lock is not looked at")]
    public void Lock_files_of_two_tools_are_told_unless_the_tool_is_named(string used, string other, string warning)
    {
        _project.With("index.js", NodeProject.Function).With(used, "{}").With(other, "{}").With("package.json", """{ "dependencies": { "a": "1" } }""");
        _project.Warnings().ShouldContain(said => said.Contains(warning, StringComparison.Ordinal));

        var tool = used == "package-lock.json" ? "npm@11.0.0" : used[0] == 'y' ? "yarn@1.22.22" : "pnpm@9.0.0";
        _project.With("package.json", $$"""{ "packageManager": "{{tool}}", "dependencies": { "a": "1" } }""");
        _project.Warnings().ShouldNotContain(said => said.Contains("several tools", StringComparison.Ordinal));
    }

    [Fact]
    public void A_package_without_a_lock_file_may_belong_to_a_workspace() =>
        _project.With("index.js", NodeProject.Function).With("package.json", """{ "dependencies": { "a": "1" } }""")
            .Warnings().ShouldContain(said => said.Contains("use that root as the project", StringComparison.Ordinal));

    [Fact]
    public void The_files_of_yarn_are_there_before_it_runs()
    {
        _project.With(".yarnrc.yml", "yarnPath: .yarn/releases/yarn-4.5.0.cjs\n").With(".yarn/releases/yarn-4.5.0.cjs", "").With("yarn.lock", "");

        var text = Text("""{ "packageManager": "yarn@4.5.0", "dependencies": { "a": "1" } }""", lockFile: null);

        text.IndexOf("COPY . ./", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("@yarnpkg/cli-dist@4.5.0", StringComparison.Ordinal));
    }

    [Fact]
    public void Bun_installs_for_Node_when_only_its_lock_file_is_there()
    {
        _project.With("bun.lock", "{ \"packages\": {} }");

        Text("""{ "dependencies": { "a": "1" } }""", lockFile: null).ShouldContain("npx --yes bun@1 install --frozen-lockfile --production");
    }

    [Fact]
    public void A_token_that_is_written_out_stays_out_of_the_image()
    {
        _project.With(".npmrc", "@acme:registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=abcdef\n");
        _project.With("index.js", NodeProject.Function).With("package-lock.json", "{}").With("package.json", """{ "dependencies": { "a": "1" } }""");

        var made = _project.Generate(DependencyInstall.Container);

        made.Ignored.ShouldContain(".npmrc");
        made.Warnings.ShouldContain(warning => warning.StartsWith(".npmrc:2 has a secret", StringComparison.Ordinal));
        _project.Text().ShouldContain("COPY package.json package-lock.json ./");
    }

    [Fact]
    public void A_token_from_a_variable_asks_for_a_build_secret_until_there_is_one()
    {
        _project.With(".npmrc", "//npm.acme.example/:_authToken=${NPM_TOKEN}\n").With("index.js", NodeProject.Function).With("package-lock.json", "{}")
            .With("package.json", """{ "dependencies": { "a": "1" } }""");

        _project.Warnings().ShouldContain(warning => warning.Contains(".npmrc:1 reads the variable NPM_TOKEN", StringComparison.Ordinal));
        _project.Options = new DockerfileOptions { Secrets = [new BuildSecret("npm", "NPM_TOKEN")] };
        _project.Warnings().ShouldBeEmpty();
        _project.Text().ShouldContain("--mount=type=secret,id=npm,required=true export NPM_TOKEN=\"$(cat /run/secrets/npm)\"");
    }

    private string Text(string manifest, string? lockFile = "package-lock.json")
    {
        if (lockFile is not null) _project.With(lockFile, "{}");
        return _project.With("index.js", NodeProject.Function).With("package.json", manifest).Text();
    }
}
