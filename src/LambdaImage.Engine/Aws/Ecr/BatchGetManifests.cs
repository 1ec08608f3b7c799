using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Gets the manifests of up to a hundred images; those that are gone are left out.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html"/></summary>
internal sealed record BatchGetManifests(string Name, string? AccountId, IReadOnlyList<string> Digests) : IAwsOperation<IReadOnlyDictionary<string, string>>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "BatchGetImage";

    public string Description => $"read manifests of repository '{Name}'";

    public string Permission => "ecr:BatchGetImage";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = AccountId,
            ["repositoryName"] = Name,
            ["imageIds"] = new JsonArray([.. Digests.Select(digest => new JsonObject { ["imageDigest"] = digest })]),
            ["acceptedMediaTypes"] = AwsJson.Write(MediaTypes.AnyManifest),
        },
    };

    public IReadOnlyDictionary<string, string> Read(JsonElement reply) => reply.GetProperty("images").EnumerateArray()
        .DistinctBy(image => image.GetProperty("imageId").GetProperty("imageDigest").GetString())
        .ToDictionary(
            image => image.GetProperty("imageId").GetProperty("imageDigest").GetString()!,
            image => image.GetProperty("imageManifest").GetString()!,
            StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);

    /// <summary>How many images the API takes at once.</summary>
    public const int Most = 100;
}
