using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Writes the lifecycle policy of a repository.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html"/></summary>
internal sealed record PutLifecyclePolicy(string Name, string? AccountId, string Text) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "PutLifecyclePolicy";

    public string Description => $"write the lifecycle policy of repository '{Name}'";

    public string Permission => "ecr:PutLifecyclePolicy";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = AccountId, ["repositoryName"] = Name, ["lifecyclePolicyText"] = Text } };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);
}
