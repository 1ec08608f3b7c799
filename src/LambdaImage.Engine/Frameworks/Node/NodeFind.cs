namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>What a framework found in one package. Paths are relative to the package.</summary>
internal sealed record NodeFind
{
    public string? Handler { get; init; }

    public LambdaImageException? Incomplete { get; init; }

    public LambdaImageException? Refusal { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Adds what takes a look into every source; asked of the one package that is chosen.</summary>
    public Func<NodeFind, NodeFind>? LookCloser { get; init; }
}
