using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Reads one page of what a scan found; null when the image was never scanned.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html"/></summary>
internal sealed record DescribeImageScanFindings(EcrImageId Image, string? NextToken) : IAwsOperation<EcrScan?>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "DescribeImageScanFindings";

    public string Description => $"read what the scan of image {Image} found";

    public string Permission => "ecr:DescribeImageScanFindings";

    public string Target => Image.ToString();

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = Image.AccountId,
            ["repositoryName"] = Image.Repository,
            ["imageId"] = Image.ToShape(),
            ["nextToken"] = NextToken,
            ["maxResults"] = LargestPage,
        },
    };

    public EcrScan Read(JsonElement reply) => AwsJson.Read<EcrScan>(reply);

    public EcrScan? ReadFailure(AwsFailure failure) =>
        failure.Code switch
        {
            "ScanNotFoundException" => null,
            "ImageNotFoundException" => throw DeploymentErrors.ImageNotFound(Image.ToString(), failure.Message),
            _ => throw EcrRefusals.Explain(failure, Image.Repository),
        };

    private const int LargestPage = 1000;
}
