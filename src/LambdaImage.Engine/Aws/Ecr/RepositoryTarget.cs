namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>A repository as somebody wants it.</summary>
/// <param name="Name">Name of the repository.</param>
/// <param name="AccountId">Account of the registry; null: the caller's.</param>
/// <param name="MayCreate">Whether a missing one is to be created instead of being an error.</param>
internal sealed record RepositoryTarget(string Name, string? AccountId, bool MayCreate)
{
    /// <summary>Service that a new repository is tagged with; null: it is not.</summary>
    public string? Service { get; init; }

    /// <summary>Settings it is to have.</summary>
    public RepositoryOptions Options { get; init; } = new();
}
