using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Lists one page of the account's repositories.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html"/></summary>
/// <param name="NextToken">Where the page before ended; null: the first page.</param>
internal sealed record ListRepositories(string? NextToken) : IAwsOperation<EcrPage<EcrRepository>>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribeRepositories";

    public string Description => "list the repositories in Amazon ECR";

    public string Permission => "ecr:DescribeRepositories";

    public string Target => "*";

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["nextToken"] = NextToken, ["maxResults"] = LargestPage } };

    public EcrPage<EcrRepository> Read(JsonElement reply) => EcrPage<EcrRepository>.Of(reply, "repositories");

    private const int LargestPage = 1000;
}
