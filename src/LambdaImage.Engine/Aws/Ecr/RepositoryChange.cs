namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>One difference between a repository and what was asked for.</summary>
/// <param name="Words">What is done about it, for example <c>turn scanning on push on</c>.</param>
/// <param name="Call">The call that does it.</param>
internal sealed record RepositoryChange(string Words, IAwsOperation<bool> Call);
