using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Sets tags of a repository; others stay.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html"/></summary>
internal sealed record TagRepository(string Name, string Arn, IReadOnlyDictionary<string, string> Tags) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "TagResource";

    public string Description => $"tag repository '{Name}'";

    public string Permission => "ecr:TagResource";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["resourceArn"] = Arn, ["tags"] = new JsonArray([.. Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]) } };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);
}
