namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>What one tool's file declares.</summary>
/// <param name="Functions">The functions.</param>
/// <param name="Warnings">What could not be used.</param>
internal sealed record Declarations(IReadOnlyList<DeclaredFunction> Functions, IReadOnlyList<string> Warnings)
{
    public static Declarations None { get; } = new([], []);

    /// <summary>Processor for all functions that name none.</summary>
    public DeclaredText? Architecture { get; init; }

    /// <summary>Name of the service.</summary>
    public string? Service { get; init; }
}
