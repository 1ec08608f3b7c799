namespace LambdaImage.Tool;

/// <summary>The three streams of the process, and whether a person is watching.</summary>
/// <param name="In">Standard input: the JSON of the step before.</param>
/// <param name="Out">Standard output: results and nothing else.</param>
/// <param name="Error">Standard error: progress, logs and errors.</param>
/// <param name="HasPipedInput">Whether something is piped in.</param>
/// <param name="IsInteractive">Whether standard error is a terminal that can redraw a line.</param>
/// <param name="Width">Columns available to tables.</param>
internal sealed record ToolConsole(TextReader In, TextWriter Out, TextWriter Error, bool HasPipedInput, bool IsInteractive, int Width)
{
    private const int WidthWithoutTerminal = 100;

    public static ToolConsole OfProcess() => new(
        Console.In, Console.Out, Console.Error, Console.IsInputRedirected,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Console.IsOutputRedirected ? WidthWithoutTerminal : Math.Max(60, Console.WindowWidth));
}
