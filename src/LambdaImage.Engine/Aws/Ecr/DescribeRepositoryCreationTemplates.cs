using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Lists one page of the templates after which repositories come to be; none where the caller may not look or the service has none.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositoryCreationTemplates.html"/></summary>
internal sealed record DescribeRepositoryCreationTemplates(string? NextToken) : IAwsOperation<EcrPage<EcrCreationTemplate>>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribeRepositoryCreationTemplates";

    public string Description => "look for repository creation templates in Amazon ECR";

    public string Permission => "ecr:DescribeRepositoryCreationTemplates";

    public string Target => "*";

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["nextToken"] = NextToken } };

    public EcrPage<EcrCreationTemplate> Read(JsonElement reply) => EcrPage<EcrCreationTemplate>.Of(reply, "repositoryCreationTemplates");

    public EcrPage<EcrCreationTemplate> ReadFailure(AwsFailure failure) =>
        EcrRefusals.NothingToSee(failure) ? EcrPage<EcrCreationTemplate>.Unseen : throw failure.ToException();
}
