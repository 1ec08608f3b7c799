using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Deletes a repository; false when it is not empty and need not be emptied.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html"/></summary>
internal sealed record DeleteRepository(string Name, string? AccountId, bool Force) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DeleteRepository";

    public string Description => $"delete repository '{Name}'";

    public string Permission => "ecr:DeleteRepository";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = AccountId, ["repositoryName"] = Name, ["force"] = Force } };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        failure.Code switch
        {
            "RepositoryNotEmptyException" => false,
            // Somebody else deleted it: what was wanted.
            "RepositoryNotFoundException" => true,
            _ => throw failure.ToException(),
        };
}
