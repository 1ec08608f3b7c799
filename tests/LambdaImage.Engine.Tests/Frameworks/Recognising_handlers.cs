using LambdaImage.Engine.Frameworks.Dotnet;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Frameworks.Php;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

public sealed class Recognising_handlers : IDisposable
{
    private readonly TempProject _project = new();

    private ProjectDirectory Folder => new(_project.Path);

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("exports.handler = () => 1")]
    [InlineData("module.exports.handler = () => 1")]
    [InlineData("module.exports = { other, handler }")]
    [InlineData("export const handler = () => 1")]
    [InlineData("export async function handler(event) {}")]
    [InlineData("import x from 'x';\nexport { run as handler };")]
    public void In_JavaScript(string code)
    {
        _project.Write("app.js", code);

        NodeSources.FindHandler(Folder)!.Value.Handler.ShouldBe("app.handler");
    }

    [Theory]
    [InlineData("// exports.handler = 1")]
    [InlineData("export const handlers = []")]
    [InlineData("const handler = () => 1")]
    public void Not_what_only_looks_like_one_in_JavaScript(string code)
    {
        _project.Write("app.js", code);

        NodeSources.FindHandler(Folder).ShouldBeNull();
    }

    [Theory]
    [InlineData("def lambda_handler(event, context):", "src.fn.lambda_handler")]
    [InlineData("def handler(event: dict, context) -> dict:", "src.fn.handler")]
    [InlineData("handler = Mangum(app)", "src.fn.handler")]
    public void In_Python(string code, string expected)
    {
        _project.Write("src/fn.py", code);

        PythonSources.FindHandler(Folder)!.Value.Handler.ShouldBe(expected);
    }

    [Theory]
    [InlineData("handler = logging.StreamHandler()")]
    [InlineData("handler = RotatingFileHandler('x')")]
    [InlineData("handler == 1")]
    public void Not_what_only_has_the_name_in_Python(string code)
    {
        _project.Write("app.py", code);

        PythonSources.FindHandler(Folder).ShouldBeNull();
    }

    [Theory]
    [InlineData("tsc", """{ "compilerOptions": { "outDir": "./dist", "rootDir": "src" } }""", "dist/app.handler")]
    [InlineData("tsc", "{}", "src/app.handler")]
    [InlineData("tsc --outDir lib", "{}", "lib/app.handler")]
    [InlineData("npm run bundle", "{}", "out/fn.handler")]
    [InlineData("esbuild src/app.ts --bundle --outdir=build", "{}", "build/app.handler")]
    [InlineData("esbuild --bundle --outfile=out/main.js src/app.ts", "{}", "out/main.handler")]
    [InlineData("tsup src/app.ts --format cjs", "{}", "dist/app.handler")]
    [InlineData("ncc build src/app.ts -o out", "{}", "out/index.handler")]
    [InlineData("webpack", """{ "compilerOptions": { "outDir": "./dist" } }""", "dist/app.handler")]
    [InlineData("webpack", "{}", null)]
    [InlineData("node build.js", "{}", null)]
    public void In_what_TypeScript_becomes(string script, string settings, string? expected)
    {
        _project.Write("src/app.ts", "export const handler = async () => 1;").Write("tsconfig.json", settings)
            .Write("package.json", $$"""{ "scripts": { "build": "{{script}}", "bundle": "esbuild src/app.ts --outfile=out/fn.js" } }""");

        NodeSources.FindHandler(Folder)!.Value.Handler.ShouldBe(expected);
    }

    [Theory]
    [InlineData("app.listen(process.env.PORT || 3000)", "8080")]
    [InlineData("const { PORT = 3000 } = process.env;\napp.listen(PORT)", "8080")]
    [InlineData("app.listen(3000)", "3000")]
    [InlineData("app.listen({ host: '0.0.0.0', port: 4000 })", "4000")]
    [InlineData("const port = 5000;\napp.listen(port, () => {})", "5000")]
    public void On_the_port_where_a_server_listens(string code, string port)
    {
        _project.Write("server.js", code);

        NodeServer.Of(Folder, ["server.js"]).Port.ShouldBe(port);
        NodeServer.Of(Folder, ["server.js"]).Warning.ShouldBeNull();
    }

    [Fact]
    public void In_methods_marked_for_the_annotations_of_dotnet()
    {
        _project.Write("A.csproj", "<Project/>").Write("F.cs", """
            namespace Acme.Shop;
            public class Functions
            {
                [LambdaFunction(MemorySize = 512)]
                [HttpApi(LambdaHttpMethod.Get, "/")]
                public async Task<string> GetAsync(string id, ILambdaContext context) => id;

                private int Other() => 1;
            }
            """);

        DotnetSources.FindHandlers(Folder, CsProj.ReadAll(Folder)[0]).Select(found => found.Handler)
            .ShouldBe(["A::Acme.Shop.Functions_GetAsync_Generated::GetAsync"]);
    }

    [Fact]
    public void Not_a_function_with_one_argument_in_Python()
    {
        _project.Write("app.py", "def handler(request):");

        PythonSources.FindHandler(Folder).ShouldBeNull();
    }

    [Theory]
    [InlineData("public/index.php", "<?php echo 1;", "fpm")]
    [InlineData("index.php", "<?php echo 1;", "fpm")]
    [InlineData("index.php", "<?php\nreturn function ($event) { };", "function")]
    [InlineData("index.php", "<?php\nreturn new Handler();", "function")]
    [InlineData("artisan", "#!/usr/bin/env php", "console")]
    [InlineData("bin/console", "#!/usr/bin/env php", "console")]
    public void In_PHP(string file, string code, string runtime)
    {
        if (file == "bin/console") Directory.CreateDirectory(_project.Of("bin"));
        _project.Write(file, code);

        var entry = BrefEntry.Find(Folder).ShouldNotBeNull();

        entry.Handler.ShouldBe(file);
        entry.Runtime.ShouldBe(runtime);
        BrefEntry.RuntimeFor(Folder, file).ShouldBe(runtime);
    }
}
