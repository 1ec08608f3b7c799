using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Looks up to a hundred images of a repository up by digest or tag; null when one of them is missing, because
/// ECR then tells nothing about the others.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html"/></summary>
/// <param name="AccountId">Account of the registry.</param>
/// <param name="Repository">Repository in it.</param>
/// <param name="Images">The images; all are of that repository.</param>
internal sealed record DescribeImageBatch(string AccountId, string Repository, IReadOnlyList<EcrImageId> Images)
    : IAwsOperation<IReadOnlyList<EcrImage>?>
{
    /// <summary>How many images the API takes at once.</summary>
    public const int Most = 100;

    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribeImages";

    public string Description => $"look up images of repository '{Repository}'";

    public string Permission => "ecr:DescribeImages";

    public string Target => Repository;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = AccountId,
            ["repositoryName"] = Repository,
            ["imageIds"] = new JsonArray([.. Images.Select(image => image.ToShape())]),
        },
    };

    public IReadOnlyList<EcrImage> Read(JsonElement reply) => AwsJson.Read<IReadOnlyList<EcrImage>>(reply.GetProperty("imageDetails"));

    public IReadOnlyList<EcrImage>? ReadFailure(AwsFailure failure) =>
        failure.Code == "ImageNotFoundException" ? null : throw (failure.Code == "RepositoryNotFoundException"
            ? Errors.AwsErrors.RepositoryNotFound(Repository, AccountId, failure.Call.Region)
            : failure.ToException());
}
