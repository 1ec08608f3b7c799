namespace LambdaImage.Tool.Output;

/// <summary>Prints a failure: its kind, what happened, where, and what to type next. Never a stack trace.</summary>
internal static class ErrorView
{
    public static void Show(LambdaImageException error, TextWriter output)
    {
        var place = error.Location is { } location ? $"{location}: " : "";
        output.WriteLine($"{place}error {error.Kind}: {ToolWords.Translate(error.Message)}");
        foreach (var line in ToolWords.Translate(error.Remedy).Split('\n')) output.WriteLine($"  try: {line.TrimEnd()}");
    }

    public static void ShowDefect(Exception error, TextWriter output, bool debug)
    {
        output.WriteLine($"error {ErrorKind.Unexpected}: {error.GetType().Name}: {error.Message}");
        output.WriteLine("  try: run it again with --debug and report what it prints");
        if (debug) output.WriteLine(error.StackTrace);
    }
}
