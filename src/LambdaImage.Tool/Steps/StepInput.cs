namespace LambdaImage.Tool.Steps;

/// <summary>Finds out what a verb is to work on: the folder that was named, else the piped JSON, else the current folder.</summary>
internal static class StepInput
{
    /// <summary>The argument that asks for standard input by name.</summary>
    public const string StandardInput = "-";

    /// <returns>An absolute folder, or the record of an earlier step.</returns>
    public static async Task<object> ReadAsync(string? argument, ToolConsole console, CancellationToken cancel)
    {
        if (argument is not null and not StandardInput) return Path.GetFullPath(argument);
        if (argument == StandardInput || console.HasPipedInput)
        {
            var text = (await console.In.ReadToEndAsync(cancel)).Trim();
            // Schedulers and CI agents often start a process with an empty pipe as its input.
            if (text.Length > 0 || argument == StandardInput) return StepJson.Read(text);
        }

        return Directory.GetCurrentDirectory();
    }
}
