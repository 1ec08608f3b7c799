using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Starts a basic scan; false when the image is scanned otherwise, or was today.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartImageScan.html"/></summary>
internal sealed record StartImageScan(EcrImageId Image) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "StartImageScan";

    public string Description => $"start a scan of image {Image}";

    public string Permission => "ecr:StartImageScan";

    public string Target => Image.ToString();

    public AwsRequest ToRequest() => new() { Body = new JsonObject { ["registryId"] = Image.AccountId, ["repositoryName"] = Image.Repository, ["imageId"] = Image.ToShape() } };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        failure.Code switch
        {
            // Basic scans are limited to one a day; ValidationException says that the registry scans by itself (enhanced).
            "LimitExceededException" or "ValidationException" => false,
            "UnsupportedImageTypeException" => throw ScanErrors.Unsupported(Image.ToString(), failure.Message),
            "ImageArchivedException" => throw DeploymentErrors.ImageArchived(Image.ToString()),
            "ImageNotFoundException" => throw DeploymentErrors.ImageNotFound(Image.ToString(), failure.Message),
            _ => throw EcrRefusals.Explain(failure, Image.Repository),
        };
}
