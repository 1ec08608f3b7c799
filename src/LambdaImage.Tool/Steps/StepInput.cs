using LambdaImage.Tool.Options;

namespace LambdaImage.Tool.Steps;

/// <summary>Finds out what a verb is to work on: the folder that was named, else the piped JSON, else the current folder.
/// What is piped in belongs to others where no record is needed: to the loop of a script, for example.</summary>
internal static class StepInput
{
    /// <summary>The argument that asks for standard input by name.</summary>
    public const string StandardInput = "-";

    /// <param name="argument">The folder; null: none was named.</param>
    /// <param name="takesRecord">Whether the verb needs what is piped in.</param>
    /// <param name="console">The streams.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>An absolute folder, or the record of an earlier step.</returns>
    public static async Task<object> ReadAsync(string? argument, bool takesRecord, ToolConsole console, CancellationToken cancel)
    {
        if (argument is not null and not StandardInput) return FullPath.Of(argument, "The folder");
        if (argument == StandardInput || (takesRecord && console.HasPipedInput))
        {
            var text = (await console.In.ReadToEndAsync(cancel)).Trim();
            // Schedulers and CI agents often start a process with an empty pipe as its input.
            if (text.Length > 0 || argument == StandardInput) return StepJson.Read(text);
        }

        return Directory.GetCurrentDirectory();
    }
}
