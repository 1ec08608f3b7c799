using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Lists one page of all that is in a repository: images, indexes, and what refers to them.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html"/></summary>
internal sealed record DescribeRepositoryImages(string Name, string? AccountId, string? NextToken) : IAwsOperation<EcrPage<EcrImage>>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribeImages";

    public string Description => $"list the images of repository '{Name}'";

    public string Permission => "ecr:DescribeImages";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = AccountId,
            ["repositoryName"] = Name,
            ["nextToken"] = NextToken,
            ["maxResults"] = LargestPage,
            // Archived images count too: a function may still name one.
            ["filter"] = new JsonObject { ["tagStatus"] = "ANY", ["imageStatus"] = "ANY" },
        },
    };

    public EcrPage<EcrImage> Read(JsonElement reply) => EcrPage<EcrImage>.Of(reply, "imageDetails");

    public EcrPage<EcrImage> ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);

    private const int LargestPage = 1000;
}
