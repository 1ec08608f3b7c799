using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Looks one image up by tag or digest, without its manifest; null when the caller may not (BatchGetImage is
/// then the other way).
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html"/></summary>
internal sealed record DescribeImages(EcrImageId Image) : IAwsOperation<EcrImage?>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribeImages";

    public string Description => $"look up image {Image}";

    public string Permission => "ecr:DescribeImages";

    public string Target => Image.ToString();

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = Image.AccountId,
            ["repositoryName"] = Image.Repository,
            ["imageIds"] = new JsonArray(Image.ToShape()),
        },
    };

    public EcrImage Read(JsonElement reply) => AwsJson.Read<EcrImage>(reply.GetProperty("imageDetails")[0]);

    public EcrImage? ReadFailure(AwsFailure failure) => failure.Code switch
    {
        "RepositoryNotFoundException" or "ImageNotFoundException" =>
            throw DeploymentErrors.ImageNotFound(Image.ToString(), failure.Message),
        "AccessDeniedException" => null,
        _ => throw failure.ToException(),
    };
}
