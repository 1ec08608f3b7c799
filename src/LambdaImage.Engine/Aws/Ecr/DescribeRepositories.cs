using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Looks one repository up; null when it does not exist.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html"/></summary>
/// <param name="Name">Name of the repository.</param>
/// <param name="AccountId">Account of the registry; null: the caller's.</param>
internal sealed record DescribeRepositories(string Name, string? AccountId) : IAwsOperation<EcrRepository?>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribeRepositories";

    public string Description => $"look up repository '{Name}' in Amazon ECR";

    public string Permission => "ecr:DescribeRepositories";

    public string Target => Name;

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = AccountId, ["repositoryNames"] = new JsonArray(Name) } };

    public EcrRepository Read(JsonElement reply) => AwsJson.Read<EcrRepository>(reply.GetProperty("repositories")[0]);

    public EcrRepository? ReadFailure(AwsFailure failure) =>
        failure.Code == "RepositoryNotFoundException" ? null : throw failure.ToException();
}
