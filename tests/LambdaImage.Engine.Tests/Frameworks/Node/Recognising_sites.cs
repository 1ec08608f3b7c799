namespace LambdaImage.Engine.Tests.Frameworks.Node;

public sealed class Recognising_sites : IDisposable
{
    private readonly NodeProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("export default {};", "next.config.mjs of ")]
    [InlineData("export default { /* output: 'standalone' */ };", "next.config.mjs of ")]
    public void Next_without_a_server_of_its_own_is_refused_with_the_line_to_add(string config, string message)
    {
        _project.With("next.config.mjs", config).With("package.json", """{ "scripts": { "build": "next build" }, "dependencies": { "next": "15" } }""");

        var error = Should.Throw<LambdaImageException>(_project.Resolve);

        error.Message.ShouldContain(message);
        error.Remedy.ShouldContain("output: 'standalone',");
    }

    [Fact]
    public void Next_without_a_configuration_is_told_what_to_create()
    {
        _project.With("package.json", """{ "scripts": { "build": "next build" }, "dependencies": { "next": "15" } }""");

        Should.Throw<LambdaImageException>(_project.Resolve).Remedy.ShouldContain("create next.config.mjs with");
    }

    [Theory]
    [InlineData("@sveltejs/adapter-auto", "svelte.config.js:1 uses another adapter")]
    [InlineData("@sveltejs/adapter-vercel", "svelte.config.js:1 uses another adapter")]
    public void SvelteKit_needs_the_adapter_for_Node(string adapter, string message)
    {
        _project.With("svelte.config.js", $"import adapter from '{adapter}';").With("package.json", """{ "scripts": { "build": "vite build" }, "devDependencies": { "@sveltejs/kit": "2", "vite": "7" } }""");

        var error = Should.Throw<LambdaImageException>(_project.Resolve);

        error.Message.ShouldContain(message);
        error.Remedy.ShouldContain("npm install --save-dev @sveltejs/adapter-node");
    }

    [Fact]
    public void Astro_as_a_part_of_a_server_is_refused()
    {
        _project.With("astro.config.mjs", "export default { adapter: node({ mode: 'middleware' }) }").With("package.json", """{ "scripts": { "build": "astro build" }, "dependencies": { "astro": "5", "@astrojs/node": "9" } }""");

        Should.Throw<LambdaImageException>(_project.Resolve).Message.ShouldContain("astro.config.mjs:1");
    }

    [Fact]
    public void Nuxt_for_another_host_is_refused()
    {
        _project.With("nuxt.config.ts", "export default defineNuxtConfig({ nitro: { preset: 'vercel' } })").With("package.json", """{ "scripts": { "build": "nuxt build" }, "dependencies": { "nuxt": "4" } }""");

        Should.Throw<LambdaImageException>(_project.Resolve).Remedy.ShouldContain("node-server");
    }

    [Theory]
    [InlineData("next.config.js", "module.exports = { output: 'export' }", """{ "scripts": { "build": "next build" }, "dependencies": { "next": "15" } }""", "/var/task/out ./")]
    [InlineData("svelte.config.js", "import adapter from '@sveltejs/adapter-static';", """{ "scripts": { "build": "vite build" }, "devDependencies": { "@sveltejs/kit": "2", "vite": "7" } }""", "/var/task/build ./")]
    [InlineData("astro.config.mjs", "export default {}", """{ "scripts": { "build": "astro build" }, "dependencies": { "astro": "5" } }""", "/var/task/dist ./")]
    [InlineData("react-router.config.ts", "export default { ssr: false }", """{ "scripts": { "build": "react-router build" }, "dependencies": { "@react-router/node": "7" }, "devDependencies": { "@react-router/dev": "7" } }""", "/var/task/build/client ./")]
    [InlineData("public/index.html", "", """{ "scripts": { "build": "react-scripts build" }, "dependencies": { "react-scripts": "5" } }""", "/var/task/build ./")]
    [InlineData("angular.json", """{ "projects": { "shop": { "architect": { "build": { "builder": "@angular/build:application" } } } } }""", """{ "scripts": { "build": "ng build" }, "devDependencies": { "@angular/cli": "20" } }""", "/var/task/dist/shop/browser ./")]
    [InlineData("nuxt.config.ts", "", """{ "scripts": { "build": "nuxt generate" }, "dependencies": { "nuxt": "4" } }""", "/var/task/.output/public ./")]
    public void What_only_makes_files_is_a_static_site(string file, string text, string manifest, string copied)
    {
        _project.With(file, text).With("package.json", manifest);

        _project.Resolve().Framework.ShouldBe("Static site");
        _project.Resolve().Warnings.ShouldContain(warning => warning.Contains("Amazon S3 with CloudFront", StringComparison.Ordinal));
        _project.Text().ShouldContain($"COPY --from=build {copied}");
    }

    [Theory]
    [InlineData("astro.config.mjs", "export default { adapter: node({ mode: 'standalone' }) }", """{ "name": "web", "scripts": { "build": "astro build" }, "dependencies": { "astro": "5", "@astrojs/node": "9" } }""", "node apps/web/dist/server/entry.mjs")]
    [InlineData("svelte.config.js", "import adapter from '@sveltejs/adapter-node';", """{ "name": "web", "scripts": { "build": "vite build" }, "devDependencies": { "@sveltejs/kit": "2" } }""", "node apps/web/build/index.js")]
    [InlineData("adonisrc.ts", "", """{ "name": "web", "scripts": { "build": "node ace build" }, "dependencies": { "@adonisjs/core": "6" } }""", "node apps/web/bin/server.js")]
    public void In_a_workspace_they_have_their_packages(string file, string text, string manifest, string handler)
    {
        _project.With("package.json", """{ "workspaces": ["apps/*"] }""").With("package-lock.json", "{}").With("apps/web/" + file, text).With("apps/web/package.json", manifest);

        _project.Resolve().Handler.ShouldBe(handler);
        var final = _project.Text().Split("FROM ")[^1];
        final.ShouldContain("COPY --from=build /var/task ./\n");
        final.Contains("COPY --from=build /var/task/apps/web/build ./apps/web/\n", StringComparison.Ordinal).ShouldBe(file == "adonisrc.ts");
        final.ShouldNotContain("/var/task/apps/web/dist");
    }

    [Fact]
    public void A_page_beside_another_language_is_no_site()
    {
        _project.With("index.html", "").With("app.py", "def handler(event, context): pass");

        _project.Resolve().Framework.ShouldBe("Python");
    }

    [Fact]
    public void A_site_is_served_without_writing_anything()
    {
        var file = _project.With("index.html", "").Generate(DependencyInstall.Container).Files.ShouldHaveSingleItem();

        file.Key.ShouldBe("lambda-image.nginx.conf");
        file.Value.ShouldContain("pid /tmp/nginx.pid;");
        file.Value.ShouldContain("listen 8080;");
        _project.Text().ShouldNotContain("RUN ");
    }
}
