using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Reads the lifecycle policy of a repository; null when it has none.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html"/></summary>
internal sealed record GetLifecyclePolicy(string Name, string? AccountId) : IAwsOperation<string?>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "GetLifecyclePolicy";

    public string Description => $"read the lifecycle policy of repository '{Name}'";

    public string Permission => "ecr:GetLifecyclePolicy";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = AccountId, ["repositoryName"] = Name } };

    public string Read(JsonElement reply) => reply.GetProperty("lifecyclePolicyText").GetString()!;

    public string? ReadFailure(AwsFailure failure) =>
        failure.Code == "LifecyclePolicyNotFoundException" ? null : throw EcrRefusals.Explain(failure, Name);
}
