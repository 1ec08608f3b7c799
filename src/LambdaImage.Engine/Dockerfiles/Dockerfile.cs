namespace LambdaImage.Engine.Dockerfiles;

/// <summary>A Dockerfile as a typed document, whether read from a file or made by a framework.</summary>
internal sealed record Dockerfile
{
    /// <summary>Path for error messages; null for a document that was made.</summary>
    public string? Path { get; init; }

    /// <summary>Parser directives in order, for example <c>syntax</c>, <c>escape</c>, <c>check</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Directives { get; init; } = [];

    /// <summary>Comment lines at the top, without <c># </c>.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>ARG instructions before the first FROM.</summary>
    public IReadOnlyList<Arg> GlobalArguments { get; init; } = [];

    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>The escape character, as the directive sets it.</summary>
    public char Escape => Directives.FirstOrDefault(directive => directive.Key == "escape").Value is [var given] ? given : '\\';

    /// <summary>What FROM, COPY --from and RUN --mount name: images, stages and named contexts.</summary>
    /// <param name="expand">Works out the variables in a FROM; the others have none.</param>
    public IEnumerable<string> Sources(Func<From, string> expand) =>
        Stages.SelectMany(stage => stage.Instructions.SelectMany(instruction => instruction.Others).Prepend(expand(stage.From)));
}
