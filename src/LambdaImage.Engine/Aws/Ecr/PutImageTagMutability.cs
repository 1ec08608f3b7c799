using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Says whether tags can be moved.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html"/></summary>
internal sealed record PutImageTagMutability(string Name, string? AccountId, EcrMutability Mutability) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "PutImageTagMutability";

    public string Description => $"set the tag mutability of repository '{Name}'";

    public string Permission => "ecr:PutImageTagMutability";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = AccountId,
            ["repositoryName"] = Name,
            ["imageTagMutability"] = Mutability.Name,
            ["imageTagMutabilityExclusionFilters"] = Mutability.ToFilters(),
        },
    };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);
}
