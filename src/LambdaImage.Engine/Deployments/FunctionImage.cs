using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments;

/// <summary>An image that a function can be given.</summary>
/// <param name="Repository">Registry and repository.</param>
/// <param name="Digest">Digest of the single manifest.</param>
/// <param name="Architecture">Processor; null when nobody knows.</param>
internal sealed record FunctionImage(string Repository, Digest Digest, LambdaArchitecture? Architecture)
{
    /// <summary>What Lambda is given: always the digest, never a tag, never both.</summary>
    public string Uri => $"{Repository}@{Digest}";
}
