using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Frameworks.Php;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Projects;
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
