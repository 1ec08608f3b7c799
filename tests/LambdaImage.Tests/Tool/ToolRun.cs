using LambdaImage.Tool;

namespace LambdaImage.Tests.Tool;

/// <summary>One run of the tool in memory: exit code and both streams.</summary>
internal sealed record ToolRun(int Code, string Out, string Error)
{
    public static async Task<ToolRun> OfAsync(ILambdaImageEngine engine, string? piped, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(piped ?? "");
        var code = await Application.RunAsync(engine, new ToolConsole(input, output, error, piped is not null, IsInteractive: false, Width: 100), arguments);
        return new ToolRun(code, output.ToString(), error.ToString());
    }
}
