using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Gets the manifest of one image.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html"/></summary>
internal sealed record BatchGetImage(EcrImageId Image) : IAwsOperation<EcrImage>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "BatchGetImage";

    public string Description => $"read the manifest of image {Image}";

    public string Permission => "ecr:BatchGetImage";

    public string Target => Image.ToString();

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["registryId"] = Image.AccountId,
            ["repositoryName"] = Image.Repository,
            ["imageIds"] = new JsonArray(Image.ToShape()),
            // Left out, ECR would convert an OCI manifest to Docker's format: another digest.
            ["acceptedMediaTypes"] = AwsJson.Write(MediaTypes.AnyManifest),
        },
    };

    public EcrImage Read(JsonElement reply)
    {
        if (reply.TryGetProperty("images", out var images) && images.GetArrayLength() > 0)
        {
            var image = images[0];
            return new EcrImage
            {
                ImageDigest = image.GetProperty("imageId").GetProperty("imageDigest").GetString()!,
                ImageManifest = image.GetProperty("imageManifest").GetString(),
                ImageManifestMediaType =
                    image.TryGetProperty("imageManifestMediaType", out var type) ? type.GetString() : null,
            };
        }

        // A missing image is no error code here but an entry in a list.
        var reason = reply.TryGetProperty("failures", out var failures) && failures.GetArrayLength() > 0
            ? failures[0].GetProperty("failureReason").GetString() : null;
        throw DeploymentErrors.ImageNotFound(Image.ToString(), reason ?? "ECR gave no manifest");
    }

    public EcrImage ReadFailure(AwsFailure failure) => failure.Code == "RepositoryNotFoundException"
        ? throw DeploymentErrors.ImageNotFound(Image.ToString(), failure.Message)
        : throw failure.ToException();
}
