namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Why an image was not deleted.</summary>
/// <param name="FailureCode">ECR's code.</param>
/// <param name="FailureReason">ECR's words.</param>
internal sealed record EcrDeleteFailure(string FailureCode, string? FailureReason)
{
    /// <summary>Whether an index has to go first.</summary>
    public bool IsReferenced => FailureCode == "ImageReferencedByManifestList";
}
