namespace LambdaImage.Engine.Dockerfiles;

/// <summary>One build stage: its FROM and what follows.</summary>
internal sealed record Stage(From From, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>Name given by <c>AS</c>, or null.</summary>
    public string? Name => From.Name;
}
