using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Reads who may use a repository; null when it has no policy.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html"/></summary>
/// <param name="Name">Name of the repository.</param>
/// <param name="AccountId">Account of the registry; null: the caller's.</param>
internal sealed record GetRepositoryPolicy(string Name, string? AccountId = null) : IAwsOperation<string?>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "GetRepositoryPolicy";

    public string Description => $"read the policy of repository '{Name}'";

    public string Permission => "ecr:GetRepositoryPolicy";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = AccountId, ["repositoryName"] = Name } };

    public string? Read(JsonElement reply) => reply.GetProperty("policyText").GetString();

    public string? ReadFailure(AwsFailure failure) =>
        failure.Code == "RepositoryPolicyNotFoundException" ? null : throw EcrRefusals.Explain(failure, Name);
}
