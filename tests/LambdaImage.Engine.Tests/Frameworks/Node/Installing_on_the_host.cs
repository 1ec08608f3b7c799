namespace LambdaImage.Engine.Tests.Frameworks.Node;

public sealed class Installing_on_the_host : IDisposable
{
    private readonly NodeProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Packages_are_for_the_processor_of_the_image()
    {
        _project.Architecture = LambdaArchitecture.Arm64;

        OnHost("""{ "dependencies": { "a": "1" } }""").ShouldContain("run: npm ci --omit=dev --ignore-scripts --no-audit --no-fund --os=linux --cpu=arm64 --libc=glibc");
    }

    [Fact]
    public void What_is_built_there_gets_the_packages_of_the_image_last()
    {
        _project.With("tsconfig.json", """{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }""").With("src/index.ts", "export const handler = async () => 1;");

        var text = OnHost("""{ "scripts": { "build": "tsc" }, "dependencies": { "a": "1" }, "devDependencies": { "typescript": "5" } }""", source: false);

        text.IndexOf("run: npm run build", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("run: npm ci --omit=dev", StringComparison.Ordinal));
        text.ShouldNotContain("\nRUN ");
    }

    [Theory]
    [InlineData("""{ "dependencies": { "better-sqlite3": "11" } }""", "better-sqlite3 (package.json:1) may have to be compiled")]
    [InlineData("""{ "dependencies": { "imagemagick": "0" } }""", "imagemagick (package.json:1) needs ImageMagick in the image")]
    [InlineData("""{ "dependencies": { "a": "1" }, "scripts": { "postinstall": "patch-package" } }""", "the script postinstall of package.json changes what is installed")]
    [InlineData("""{ "dependencies": { "@prisma/client": "6" } }""", "binaryTargets of the schema needs \"rhel-openssl-3.0.x\"")]
    [InlineData("""{ "dependencies": { "puppeteer": "24" } }""", "lacks Lambda's runtime client")]
    public void What_takes_a_container_is_said(string manifest, string reason)
    {
        var error = Should.Throw<LambdaImageException>(() => OnHost(manifest));

        error.Kind.ShouldBe(ErrorKind.DependencyInstallUnavailable);
        error.Message.ShouldContain(reason);
        error.Remedy.ShouldContain("-DependencyInstall Container");
    }

    [Fact]
    public void A_script_that_nobody_knows_takes_a_container()
    {
        _project.With("package-lock.json", """{ "packages": { "node_modules/strange": { "version": "1.0.0", "hasInstallScript": true }, "node_modules/esbuild": { "version": "0.25.0", "hasInstallScript": true } } }""");

        var error = Should.Throw<LambdaImageException>(() => OnHost("""{ "dependencies": { "strange": "1" } }""", lockFile: false));

        error.Message.ShouldContain("strange (package-lock.json:1) runs a script of its own");
    }

    [Fact]
    public void Prisma_with_an_engine_for_the_image_is_generated_there()
    {
        _project.With("prisma/schema.prisma", "generator client {\n  provider = \"prisma-client-js\"\n  binaryTargets = [\"native\", \"rhel-openssl-3.0.x\"]\n}\n");

        OnHost("""{ "dependencies": { "@prisma/client": "6" }, "devDependencies": { "prisma": "6" } }""").ShouldContain("run: npm exec --no -- prisma generate");
    }

    [Theory]
    [InlineData("pnpm-lock.yaml", "pnpm.supportedArchitectures.cpu[0]=x64")]
    [InlineData("bun.lock", "--os=linux --cpu=x64")]
    public void Every_package_manager_is_told_the_system(string lockFile, string words)
    {
        _project.With(lockFile, lockFile == "bun.lock" ? "{}" : "lockfileVersion: '9.0'\n");

        OnHost("""{ "dependencies": { "a": "1" } }""", lockFile: false).ShouldContain(words);
    }

    [Fact]
    public void The_first_Yarn_cannot_install_what_is_for_one_system()
    {
        _project.With("yarn.lock", "a@1:\n  version \"1.0.0\"\n  optionalDependencies:\n    \"@img/sharp-linux-x64\" \"0.33.0\"\n\n\"@img/sharp-linux-x64@0.33.0\":\n  version \"0.33.0\"\n");

        Should.Throw<LambdaImageException>(() => OnHost("""{ "dependencies": { "a": "1" } }""", lockFile: false)).Message.ShouldContain("@img/sharp-linux-x64 (yarn.lock:6) is for one system only");
    }

    [Fact]
    public void Next_gets_whole_packages_because_it_gathers_those_of_this_machine()
    {
        _project.With("next.config.mjs", "export default { output: 'standalone' };");

        var text = OnHost("""{ "scripts": { "build": "next build" }, "dependencies": { "next": "15" } }""", source: false);

        text.ShouldContain("COPY --from=host-dependencies node_modules ./node_modules");
        text.ShouldContain("COPY --from=host-dependencies .next/standalone/server.js ./");
    }

    private string OnHost(string manifest, bool source = true, bool lockFile = true)
    {
        if (lockFile) _project.With("package-lock.json", "{}");
        if (source) _project.With("index.js", NodeProject.Function);
        return _project.With("package.json", manifest).OnHost();
    }
}
