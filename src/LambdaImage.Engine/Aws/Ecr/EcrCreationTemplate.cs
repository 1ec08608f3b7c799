namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>A template after which ECR makes repositories by itself.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryCreationTemplate.html"/></summary>
internal sealed record EcrCreationTemplate
{
    /// <summary>Begin of the names it is for; <c>ROOT</c>: all that no other template is for.</summary>
    public required string Prefix { get; init; }

    /// <summary>Occasions, for example <c>CREATE_ON_PUSH</c>.</summary>
    public IReadOnlyList<string>? AppliedFor { get; init; }

    /// <summary>Whether a push makes the repository.</summary>
    public bool CreatesOnPush => AppliedFor?.Contains("CREATE_ON_PUSH") ?? false;
}
