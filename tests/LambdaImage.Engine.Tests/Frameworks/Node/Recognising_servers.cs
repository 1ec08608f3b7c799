namespace LambdaImage.Engine.Tests.Frameworks.Node;

public sealed class Recognising_servers : IDisposable
{
    private readonly NodeProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("""{ "express": "5" }""", "Express")]
    [InlineData("""{ "fastify": "5" }""", "Fastify")]
    [InlineData("""{ "koa": "3" }""", "Koa")]
    [InlineData("""{ "hono": "4", "@hono/node-server": "1" }""", "Hono")]
    [InlineData("""{ "@hapi/hapi": "21" }""", "hapi")]
    [InlineData("""{ "@nestjs/core": "11", "express": "5" }""", "NestJS")]
    [InlineData("{}", "Node.js server")]
    public void By_their_dependencies(string dependencies, string framework)
    {
        Server(dependencies);

        _project.Resolve().Framework.ShouldBe(framework);
    }

    [Fact]
    public void Two_frameworks_are_a_tie_with_both_candidates()
    {
        Server("""{ "express": "5", "koa": "3" }""");

        var error = Should.Throw<LambdaImageException>(_project.Resolve);

        error.Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
        error.Message.ShouldContain("Express");
        error.Message.ShouldContain("Koa");
    }

    [Fact]
    public void A_handler_of_the_project_wins()
    {
        Server("""{ "hono": "4" }""").With("index.js", "export const handler = handle(app);");

        _project.Resolve().Handler.ShouldBe("index.handler");
    }

    [Fact]
    public void What_the_project_itself_is_its_packages_only_help_to_be()
    {
        _project.With("package.json", """{ "workspaces": ["packages/*"] }""").With("index.js", NodeProject.Function)
            .With("packages/web/server.js", "app.listen(process.env.PORT)").With("packages/web/package.json", """{ "main": "server.js", "dependencies": { "express": "5" } }""");

        var project = _project.Resolve();

        (project.Framework, project.Handler).ShouldBe(("Node.js", "index.handler"));
    }

    [Theory]
    [InlineData("node server.js", "node server.js")]
    [InlineData("NODE_ENV=production node server.js", "node server.js")]
    [InlineData("cross-env NODE_ENV=production node --enable-source-maps server.js", "node --enable-source-maps server.js")]
    [InlineData("nodemon server.js", "node server.js")]
    [InlineData("pm2-runtime start server.js", "node server.js")]
    [InlineData("npm run build && node server.js", "node server.js")]
    [InlineData("npm run serve", "node server.js")]
    [InlineData("node --run serve", "node server.js")]
    [InlineData("npx nodemon server.js", "node server.js")]
    [InlineData("nodemon", "node server.js")]
    [InlineData("PORT=80 HOST=0.0.0.0 node server.js", "node server.js")]
    [InlineData("NODE_PATH=src node server.js", "npm start")]
    [InlineData("cross-env NODE_ENV=production NODE_CONFIG_DIR=etc node server.js", "node server.js")]
    [InlineData("node -r dotenv/config ./server.js", "node -r dotenv/config server.js")]
    [InlineData("node server.js | pino-pretty", "npm start")]
    public void Start_as_their_script_says(string script, string command)
    {
        _project.With("server.js", "app.listen(process.env.PORT)")
            .With("package.json", $$"""{ "main": "server.js", "scripts": { "start": "{{script}}", "serve": "node server.js" }, "dependencies": { "express": "5" } }""");

        _project.Resolve().Handler.ShouldBe(command);
    }

    [Theory]
    [InlineData("""}, "devDependencies": { "cross-env": "10" """, "node server.js", true)]
    [InlineData(""", "cross-env": "10" """, "npm start", false)]
    public void Variables_of_their_script_need_what_sets_them(string more, string command, bool isWarned)
    {
        _project.With("server.js", "require('express')().listen(process.env.PORT)")
            .With("package.json", $$"""{ "scripts": { "start": "cross-env NODE_CONFIG_DIR=etc node server.js" }, "dependencies": { "express": "5"{{more}} } }""");

        var project = _project.Resolve();

        project.Handler.ShouldBe(command);
        project.Warnings.Any(warning => warning.Contains("sets NODE_CONFIG_DIR with cross-env", StringComparison.Ordinal)).ShouldBe(isWarned);
    }

    [Fact]
    public void What_sets_variables_for_something_cleverer_must_be_in_the_image()
    {
        _project.With("server.js", "require('express')().listen(process.env.PORT)")
            .With("package.json", """{ "scripts": { "start": "cross-env A=b npm-run-all serve:*" }, "devDependencies": { "cross-env": "10" }, "dependencies": { "express": "5" } }""");

        Should.Throw<LambdaImageException>(() => _project.Resolve()).Message.ShouldContain("starts the server with cross-env");
    }

    [Theory]
    [InlineData("node .", "", "index.js", ".")]
    [InlineData("node .", "\"main\": \"./lib/server\",", "lib/server.js", ".")]
    [InlineData("node ./", "\"main\": \"lib\",", "lib/index.js", "./")]
    [InlineData("node lib", "", "lib/index.js", "lib")]
    [InlineData("node ./server", "", "server.js", "server")]
    public void A_folder_starts_them_as_Node_takes_it(string script, string main, string file, string argument)
    {
        _project.With(file, "require('express')().listen(process.env.PORT)")
            .With("package.json", $$"""{ {{main}} "scripts": { "start": "{{script}}" }, "dependencies": { "express": "5" } }""");

        _project.Text().ShouldEndWith($"ENTRYPOINT [\"/var/lang/bin/node\"]\nCMD [\"{argument}\"]\n");
    }

    [Theory]
    [InlineData("--heapsnapshot-signal SIGUSR2")]
    [InlineData("--report-signal SIGUSR2")]
    [InlineData("--trace-event-categories v8")]
    [InlineData("--secure-heap 65536")]
    [InlineData("--secure-heap=65536 --enable-source-maps")]
    public void Values_of_options_are_no_file_to_start(string options)
    {
        var arguments = string.Join("\", \"", options.Split(' '));

        Started($"node {options} server.js").Text().ShouldEndWith($"CMD [\"{arguments}\", \"server.js\"]\n");
    }

    [Fact]
    public void A_folder_that_the_build_makes_is_built()
    {
        _project.With("src/index.ts", "app.listen(process.env.PORT)").With("dist/index.js", "stale")
            .With("package.json", """{ "main": "dist/index.js", "scripts": { "build": "tsc", "start": "node ." }, "dependencies": { "express": "5" } }""");

        _project.Text().ShouldContain("RUN --mount=type=cache,target=/root/.npm npm install --no-audit --no-fund");
        _project.Text().ShouldContain("npm run build");
        _project.Generate(DependencyInstall.Container).Ignored.ShouldContain("dist");
    }

    [Theory]
    [InlineData("node --env-file=.env server.js", "server.js")]
    [InlineData("node --env-file .env --enable-source-maps server.js", "--enable-source-maps\", \"server.js")]
    [InlineData("node --env-file=missing.txt server.js --env-file=.env", "server.js\", \"--env-file=.env")]
    [InlineData("node --env-file-if-exists=.env server.js", "--env-file-if-exists=.env\", \"server.js")]
    [InlineData("node --env-file=settings.txt server.js", "--env-file=settings.txt\", \"server.js")]
    public void A_file_of_variables_that_stays_out_of_the_image_does_not_keep_them_from_starting(string script, string arguments)
    {
        Started(script).With(".env", "A=1").With("settings.txt", "A=1");

        _project.Text().ShouldContain($"CMD [\"{arguments}\"]");
        _project.Warnings().Any(warning => warning.Contains("-EnvironmentVariable", StringComparison.Ordinal)).ShouldBe(!arguments.Contains("-file", StringComparison.Ordinal) || script.Contains("missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_variables_that_is_taken_in_is_loaded()
    {
        Started("node --env-file=.env.production server.js").With(".env.production", "A=1").Options = new() { Ignore = ["!.env.production"] };

        _project.Text().ShouldContain("CMD [\"--env-file=.env.production\", \"server.js\"]");
    }

    [Fact]
    public void A_file_of_variables_that_only_npm_can_load_is_told()
    {
        Started("node --env-file=.env server.js | pino-pretty");

        _project.Warnings().ShouldContain(warning => warning.Contains("package.json:1 loads variables from a file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tsx src/server.ts", "tsx")]
    [InlineData("npx tsx src/server.ts", "tsx")]
    [InlineData("nodemon src/server.ts", "nodemon")]
    [InlineData("nodemon", "nodemon")]
    [InlineData("pm2-runtime start ecosystem.config.cjs", "pm2-runtime")]
    public void A_tool_of_development_cannot_start_them(string script, string tool)
    {
        _project.With("src/server.ts", "app.listen(process.env.PORT)")
            .With("package.json", $$"""{ "scripts": { "start": "{{script}}" }, "dependencies": { "express": "5" }, "devDependencies": { "tsx": "4", "nodemon": "3", "pm2": "6" } }""");

        var error = Should.Throw<LambdaImageException>(_project.Resolve);

        error.Kind.ShouldBe(ErrorKind.HandlerNotFound);
        error.Message.ShouldContain($"package.json:1 starts the server with {tool} (");
    }

    [Fact]
    public void A_tool_of_production_reads_its_own_settings()
    {
        _project.With("server.js", "app.listen(process.env.PORT)").With("ecosystem.config.js", "module.exports = {}")
            .With("package.json", """{ "scripts": { "start": "pm2-runtime start ecosystem.config.js" }, "dependencies": { "express": "5", "pm2": "6" } }""");

        _project.Resolve().Handler.ShouldBe("npm start");
    }

    [Theory]
    [InlineData("vite build", true)]
    [InlineData("npm --prefix client run build", true)]
    [InlineData("cd client && npm ci && npm run build", true)]
    [InlineData("npm run css", true)]
    [InlineData("docker build .", false)]
    [InlineData("eslint .", false)]
    public void What_they_hand_out_is_built(string build, bool isBuilt)
    {
        _project.With("server.js", "app.use(express.static('dist')).listen(process.env.PORT)")
            .With("package.json", $$"""{ "scripts": { "build": "{{build}}", "css": "sass a.scss dist/a.css", "start": "node server.js" }, "dependencies": { "express": "5" } }""");

        _project.Text().Contains("RUN npm run build", StringComparison.Ordinal).ShouldBe(isBuilt);
    }

    [Fact]
    public void A_file_that_the_build_makes_is_built_although_a_stale_one_is_there()
    {
        _project.With("src/server.ts", "app.listen(process.env.PORT)").With("dist/server.js", "stale").With("package-lock.json", "{}")
            .With("package.json", """{ "scripts": { "build": "tsc", "start": "node dist/server.js" }, "dependencies": { "express": "5" } }""");

        _project.Text().ShouldContain("RUN npm run build");
        _project.Generate(DependencyInstall.Container).Ignored.ShouldContain("dist");
    }

    [Theory]
    [InlineData("fastify", "const app = fastify();\napp.listen({ port: process.env.PORT })", "server.js:2 names no host")]
    [InlineData("express", "app.listen(process.env.PORT, 'localhost')", "server.js:1 listens on one address only")]
    [InlineData("express", "start()", "No source file shows where the server listens")]
    public void What_the_adapter_may_not_reach_is_said(string package, string code, string warning)
    {
        _project.With("server.js", code).With("package.json", $$"""{ "main": "server.js", "dependencies": { "{{package}}": "5" } }""");

        _project.Warnings().ShouldContain(said => said.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_port_of_their_own_they_are_asked_there()
    {
        _project.With("server.js", "require('express')().listen(3000);").With("package.json", """{ "main": "server.js", "dependencies": { "express": "5" } }""");

        _project.Text().ShouldContain("ENV PORT=3000 \\\n    AWS_LWA_PORT=3000");
    }

    [Fact]
    public void A_package_of_a_workspace_is_named_by_its_command()
    {
        _project.With("package.json", """{ "workspaces": ["apps/*"] }""").With("package-lock.json", "{}");
        foreach (var name in new[] { "a", "b" })
            _project.With($"apps/{name}/server.js", "app.listen(process.env.PORT)").With($"apps/{name}/package.json", """{ "main": "server.js", "dependencies": { "express": "5" } }""");

        var error = Should.Throw<LambdaImageException>(_project.Resolve);
        error.Message.ShouldContain("node apps/a/server.js");
        error.Remedy.ShouldContain("-Handler");

        _project.Handler = "node apps/b/server.js";
        _project.Text().ShouldContain("--workspace=apps/b");
        _project.Text().ShouldContain("WORKDIR /var/task/apps/b\n");
    }

    [Theory]
    [InlineData("node server.js | cat", "npm --prefix apps/a/ start", "ENTRYPOINT [\"/var/lang/bin/node\", \"/var/lang/lib/node_modules/npm/bin/npm-cli.js\"]\nCMD [\"start\"]")]
    [InlineData("fastify start server.js", "npm --prefix apps/a/ exec -- fastify start server.js", "CMD [\"node_modules/fastify-cli/cli.js\", \"start\", \"server.js\"]")]
    [InlineData("node .", "node apps/a/.", "CMD [\".\"]")]
    [InlineData("node -r dotenv/config server", "node -r dotenv/config apps/a/server", "CMD [\"-r\", \"dotenv/config\", \"server\"]")]
    public void A_package_of_a_workspace_starts_in_its_folder_whatever_starts_it(string script, string handler, string command)
    {
        _project.With("package.json", """{ "workspaces": ["apps/*"] }""").With("package-lock.json", "{}")
            .With("apps/a/server.js", "fastify().listen({ port: process.env.PORT, host: '0.0.0.0' })").With("apps/a/index.js", "require('./server')")
            .With("apps/a/package.json", $$"""{ "scripts": { "start": "{{script}}" }, "dependencies": { "fastify": "5" } }""");

        _project.Resolve().Handler.ShouldBe(handler);
        _project.Text().ShouldContain("--workspace=apps/a");
        _project.Text().ShouldContain("WORKDIR /var/task/apps/a\n");
        _project.Text().ShouldContain(command);
    }

    [Theory]
    [InlineData("node apps/a", "CMD [\".\"]")]
    [InlineData("node ./apps/a/", "CMD [\".\"]")]
    [InlineData("npm --prefix apps/a run serve", "CMD [\"run\", \"serve\"]")]
    [InlineData("fastify start apps/a", "CMD [\"node_modules/fastify-cli/cli.js\", \"start\", \".\"]")]
    [InlineData("npm -w apps/a run serve", "CMD [\"run\", \"serve\"]")]
    [InlineData("npm run serve --workspace ./apps/a", "CMD [\"run\", \"serve\"]")]
    public void A_package_of_a_workspace_may_be_named_by_its_folder(string handler, string command)
    {
        _project.With("package.json", """{ "workspaces": ["apps/*"] }""").With("package-lock.json", "{}").With("apps/a/index.js", "express().listen(process.env.PORT)")
            .With("apps/a/package.json", """{ "scripts": { "serve": "node ." }, "dependencies": { "express": "5" } }""").Handler = handler;

        _project.Text().ShouldContain("WORKDIR /var/task/apps/a\n");
        _project.Text().ShouldContain(command);
    }

    [Theory]
    [InlineData("npm run api", false, "CMD [\"run\", \"api\"]")]
    [InlineData("node server.js api", false, "CMD [\"server.js\", \"api\"]")]
    [InlineData("node api/server.js --name api", true, "CMD [\"server.js\", \"--name\", \"api\"]")]
    [InlineData("node --title api api --name api", true, "CMD [\"--title\", \"api\", \".\", \"--name\", \"api\"]")]
    [InlineData("npm run api --prefix api", true, "CMD [\"run\", \"api\"]")]
    public void A_script_or_a_value_that_is_called_like_the_folder_of_a_package_names_none(string handler, bool isInFolder, string command)
    {
        const string Manifest = """{ "workspaces": ["web", "api"], "scripts": { "api": "node server.js | cat" }, "dependencies": { "express": "5" } }""";
        _project.With("package.json", Manifest).With("package-lock.json", "{}").With("server.js", "require('express')().listen(process.env.PORT)").Handler = handler;
        foreach (var name in new[] { "web", "api" })
        {
            _project.With(name + "/server.js", "require('express')().listen(process.env.PORT)")
                .With(name + "/package.json", """{ "main": "server.js", "scripts": { "api": "node . | cat" }, "dependencies": { "express": "5" } }""");
        }

        var text = _project.Text();

        text.Contains("WORKDIR /var/task/api\n", StringComparison.Ordinal).ShouldBe(isInFolder);
        text.ShouldContain(command + "\n");
    }

    [Fact]
    public void A_folder_is_no_handler()
    {
        _project.With("package.json", """{ "workspaces": ["apps/*"] }""").With("apps/a/index.js", NodeProject.Function).With("apps/a/package.json", "{}").Handler = "apps/a";

        Should.Throw<LambdaImageException>(_project.Text).Kind.ShouldBe(ErrorKind.HandlerNotFound);
    }

    private NodeProject Started(string script) => _project.With("server.js", "app.listen(process.env.PORT)")
        .With("package.json", $$"""{ "scripts": { "start": "{{script}}" }, "dependencies": { "express": "5" } }""");

    private NodeProject Server(string dependencies) => _project.With("server.js", "listen();\nserver.listen(process.env.PORT)")
        .With("package.json", $$"""{ "main": "server.js", "scripts": { "start": "node server.js" }, "dependencies": {{dependencies}} }""");
}
