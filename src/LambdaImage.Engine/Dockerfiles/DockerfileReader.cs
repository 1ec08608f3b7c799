using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Reads Dockerfiles into typed documents. Words keep their quotes and variables:
/// <see cref="VariableExpansion"/> processes them
/// when values are known. <see href="https://docs.docker.com/reference/dockerfile/"/></summary>
internal static class DockerfileReader
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for locations.</param>
    /// <returns>The document with line ranges.</returns>
    /// <exception cref="LambdaImageException">The text breaks the grammar.</exception>
    public static Dockerfile Read(string text, string path)
    {
        var scanner = new DockerfileReaderScanner(text, path);
        var globals = new List<Arg>();
        var stages = new List<(From From, List<Instruction> Instructions)>();
        var isEmpty = true;
        while (scanner.Next() is { } statement)
        {
            isEmpty = false;
            switch (DockerfileReaderInstructions.Read(statement))
            {
                case From from:
                    stages.Add((from, []));
                    break;
                case var instruction when stages.Count > 0:
                    stages[^1].Instructions.Add(instruction);
                    break;
                case Arg arg:
                    globals.Add(arg);
                    break;
                case var instruction:
                    throw DockerfileErrors.BeforeFrom(statement.At(0), instruction.Keyword);
            }
        }

        if (isEmpty) throw DockerfileErrors.Empty(path);
        if (stages.Count == 0) throw DockerfileErrors.NoStage(path);
        return new Dockerfile
        {
            Path = path,
            Directives = scanner.Directives,
            Header = scanner.Header,
            GlobalArguments = globals,
            Stages = [.. stages.Select(stage => new Stage(stage.From, stage.Instructions))],
        };
    }

    /// <summary>Reads the single instruction of an ONBUILD trigger.</summary>
    /// <param name="trigger">Text behind ONBUILD, as a base image's configuration stores it.</param>
    /// <param name="origin">Where it comes from, for locations.</param>
    /// <returns>The instruction.</returns>
    /// <exception cref="LambdaImageException">The text breaks the grammar, or may not be a trigger.</exception>
    public static Instruction ReadTrigger(string trigger, string origin)
    {
        var scanner = new DockerfileReaderScanner(trigger, origin);
        var statement = scanner.Next() ?? throw DockerfileErrors.Empty(origin);
        if (scanner.Next() is { } second)
            throw DockerfileErrors.Syntax(second.At(0), "an ONBUILD trigger is one instruction.", DockerfileReaderUsage.Of("ONBUILD"));
        if (statement.Keyword.ToUpperInvariant() is "ONBUILD" or "FROM" or "MAINTAINER")
            throw DockerfileErrors.Syntax(statement.At(0), $"{statement.Keyword} cannot be an ONBUILD trigger.",
                DockerfileReaderUsage.Of("ONBUILD"));
        return DockerfileReaderInstructions.Read(statement);
    }
}
