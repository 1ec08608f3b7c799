using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Lists one page of the rules by which repositories mirror other registries; none where the caller may not look or the service has none.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribePullThroughCacheRules.html"/></summary>
internal sealed record DescribePullThroughCacheRules(string? AccountId, string? NextToken) : IAwsOperation<EcrPage<EcrCacheRule>>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribePullThroughCacheRules";

    public string Description => "look for pull-through cache rules in Amazon ECR";

    public string Permission => "ecr:DescribePullThroughCacheRules";

    public string Target => "*";

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = AccountId, ["nextToken"] = NextToken } };

    public EcrPage<EcrCacheRule> Read(JsonElement reply) => EcrPage<EcrCacheRule>.Of(reply, "pullThroughCacheRules");

    public EcrPage<EcrCacheRule> ReadFailure(AwsFailure failure) =>
        EcrRefusals.NothingToSee(failure) ? EcrPage<EcrCacheRule>.Unseen : throw failure.ToException();
}
