using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Reads the tags of a repository.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html"/></summary>
internal sealed record ListTagsForResource(string Name, string Arn) : IAwsOperation<IReadOnlyDictionary<string, string>>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "ListTagsForResource";

    public string Description => $"read the tags of repository '{Name}'";

    public string Permission => "ecr:ListTagsForResource";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["resourceArn"] = Arn } };

    public IReadOnlyDictionary<string, string> Read(JsonElement reply) => reply.TryGetProperty("tags", out var tags)
        ? tags.EnumerateArray().ToDictionary(tag => tag.GetProperty("Key").GetString()!, tag => tag.GetProperty("Value").GetString()!, StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);
}
