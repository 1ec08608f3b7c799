using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Gives an image that is there one more tag, without moving a byte of its layers.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html"/></summary>
internal sealed record PutImage(string Name, string? AccountId, string Digest, string Manifest, string? MediaType, string Tag) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "PutImage";

    public string Description => $"tag image {Digest} of repository '{Name}' as '{Tag}'";

    public string Permission => "ecr:PutImage";

    public string Target => $"{Name}:{Tag}";

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = AccountId,
            ["repositoryName"] = Name,
            ["imageManifest"] = Manifest,
            ["imageManifestMediaType"] = MediaType,
            ["imageTag"] = Tag,
            ["imageDigest"] = Digest,
        },
    };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        failure.Code == "ImageAlreadyExistsException" ? true : throw EcrRefusals.Explain(failure, Name);
}
