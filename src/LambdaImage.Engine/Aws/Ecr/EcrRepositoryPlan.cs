namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Where an image would be pushed to, and whether the repository must be created first.</summary>
/// <param name="Registry">Registry.</param>
/// <param name="Name">Repository in it.</param>
/// <param name="Existing">The repository; null when it must be created.</param>
internal sealed record EcrRepositoryPlan(EcrRegistry Registry, string Name, EcrRepository? Existing)
{
    public bool Creates => Existing is null;

    /// <summary>Whether tags cannot be moved there.</summary>
    public bool IsImmutable => Existing?.IsImmutable ?? false;

    /// <summary>Registry and repository, ready for a tag or digest.</summary>
    public string Uri => $"{Registry.Host}/{Name}";
}
