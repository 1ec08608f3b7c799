using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Deletes up to a hundred images; gives those that stayed, with the reason.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html"/></summary>
internal sealed record BatchDeleteImage(string Name, string? AccountId, IReadOnlyList<string> Digests) : IAwsOperation<IReadOnlyDictionary<string, EcrDeleteFailure>>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "BatchDeleteImage";

    public string Description => $"delete {Digests.Count} images of repository '{Name}'";

    public string Permission => "ecr:BatchDeleteImage";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = AccountId,
            ["repositoryName"] = Name,
            ["imageIds"] = new JsonArray([.. Digests.Select(digest => new JsonObject { ["imageDigest"] = digest })]),
        },
    };

    public IReadOnlyDictionary<string, EcrDeleteFailure> Read(JsonElement reply) => reply.TryGetProperty("failures", out var failures)
        ? failures.EnumerateArray()
            .Where(failure => failure.GetProperty("failureCode").GetString() != "ImageNotFound")
            .GroupBy(failure => failure.GetProperty("imageId").GetProperty("imageDigest").GetString()!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => AwsJson.Read<EcrDeleteFailure>(group.First()), StringComparer.Ordinal)
        : new Dictionary<string, EcrDeleteFailure>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, EcrDeleteFailure> ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);

    /// <summary>How many images the API takes at once.</summary>
    public const int Most = 100;
}
