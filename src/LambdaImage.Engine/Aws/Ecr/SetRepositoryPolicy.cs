using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Says who may use a repository.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html"/></summary>
internal sealed record SetRepositoryPolicy(string Name, string PolicyText, string? AccountId = null) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "SetRepositoryPolicy";

    public string Description => $"let Lambda read repository '{Name}'";

    public string Permission => "ecr:SetRepositoryPolicy";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = AccountId, ["repositoryName"] = Name, ["policyText"] = PolicyText } };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) => throw EcrRefusals.Explain(failure, Name);
}
