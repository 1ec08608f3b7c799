using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Knows Lambda's refusals by their words: most share one error code,
/// <c>InvalidParameterValueException</c>.</summary>
internal static class LambdaRefusals
{
    /// <param name="failure">What Lambda said.</param>
    /// <param name="function">The function.</param>
    /// <param name="imageUri">The image, in calls that name one.</param>
    public static LambdaImageException Explain(AwsFailure failure, string function, string? imageUri)
    {
        bool Says(string words) => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

        if (failure.Code == "ResourceNotFoundException") return DeploymentErrors.FunctionGone(function);
        if (failure.Code == "PreconditionFailedException" || Says("is different from current CodeSHA256"))
        {
            return DeploymentErrors.FunctionChangedMeanwhile(function);
        }

        if (failure.Code == "ResourceConflictException" && Says("already exist"))
        {
            return DeploymentErrors.FunctionExists(function);
        }

        if (Says("provide ImageUri when updating a function with packageType Zip"))
        {
            return DeploymentErrors.FunctionIsZip(function, stack: null);
        }

        if (imageUri is null) return failure.ToException();
        if (Says("does not have permission to access the ECR image"))
        {
            return DeploymentErrors.ImageAccessDenied(function, imageUri, failure.Message);
        }

        if (Says("media type for the source image")) return DeploymentErrors.ImageMediaType(imageUri, failure.Message);
        if (Says("Source image") && Says("does not exist"))
        {
            return DeploymentErrors.ImageNotFound(imageUri, failure.Message);
        }

        if (Says("Source image") && Says("is not valid"))
        {
            return DeploymentErrors.ImageRefused(imageUri, failure.Message);
        }

        return failure.ToException();
    }
}
