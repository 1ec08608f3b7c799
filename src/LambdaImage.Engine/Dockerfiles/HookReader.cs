using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Reads instructions that are put into a stage of a managed Dockerfile.</summary>
internal static class HookReader
{
    /// <summary>Reads a hook.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for locations.</param>
    /// <exception cref="LambdaImageException">The text breaks the grammar, or has what a stage that goes on cannot take.</exception>
    public static IReadOnlyList<Instruction> Read(string text, string path)
    {
        var scanner = new DockerfileReaderScanner(text.Replace("\r\n", "\n", StringComparison.Ordinal), path);
        if (scanner.Directives.Count > 0) throw DockerfileErrors.HookDirective(new SourceLocation(path, 1), scanner.Directives[0].Key);
        List<Instruction> instructions = [];
        while (scanner.Next() is { } statement)
        {
            var instruction = DockerfileReaderInstructions.Read(statement);
            if (Objection(instruction) is { } objection) throw DockerfileErrors.NotInHook(statement.At(0), instruction.Keyword, objection.Reason, objection.Remedy);
            instructions.Add(instruction);
        }

        // Comments that stand apart at the top belong to the file; its reader should still see them.
        if (instructions.Count > 0 && scanner.Header.Count > 0) instructions[0] = instructions[0] with { Comments = [.. scanner.Header, .. instructions[0].Comments] };
        return instructions;
    }

    private static (string Reason, string Remedy)? Objection(Instruction instruction) => instruction switch
    {
        From => ("a hook goes into a stage that has begun", "For another base image use the key base; to take files of another image write COPY --from=IMAGE."),
        Cmd => ("the command comes after the hook and would replace it", "Use the key command (-ImageCommand)."),
        Entrypoint => ("the entry point comes after the hook and would replace it", "Use the key handler or command, or eject the Dockerfile to own it: New-LambdaDockerfile -Eject."),
        _ => null,
    };
}
