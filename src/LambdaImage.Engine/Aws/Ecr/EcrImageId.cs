using System.Text.Json.Nodes;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Names one image in an ECR registry.</summary>
/// <param name="AccountId">Account of the registry.</param>
/// <param name="Repository">Repository in it.</param>
/// <param name="Tag">Tag; null when a digest is given.</param>
/// <param name="Digest">Digest; null when a tag is given.</param>
internal sealed record EcrImageId(string AccountId, string Repository, string? Tag, Digest? Digest)
{
    public static EcrImageId Of(EcrRegistry registry, ImageReference image) => image.Digest is { } digest
        ? new(registry.AccountId, image.Repository, Tag: null, digest)
        : new(registry.AccountId, image.Repository, image.Selector, Digest: null);

    /// <summary>The member of <c>imageIds</c>.</summary>
    public JsonObject ToShape() => Digest is { } digest ? new JsonObject { ["imageDigest"] = digest.Value } : new JsonObject { ["imageTag"] = Tag };

    public override string ToString() => Digest is { } digest ? $"{Repository}@{digest}" : $"{Repository}:{Tag}";
}
