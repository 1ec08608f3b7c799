using System.Net;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Refusals that many calls to ECR share.</summary>
internal static class EcrRefusals
{
    /// <param name="failure">What ECR said.</param>
    /// <param name="repository">Name of the repository.</param>
    public static LambdaImageException Explain(AwsFailure failure, string repository) => failure.Code switch
    {
        "RepositoryNotFoundException" => AwsErrors.RepositoryGone(repository, failure.Call.Region),
        "ImageTagAlreadyExistsException" => AwsErrors.TagImmutable(repository, failure.Message),
        "KmsException" => AwsErrors.RepositoryKey(repository, failure.Message),
        _ => failure.ToException(),
    };

    /// <summary>Whether there is nothing to see: the caller may not look, or the service (a stand-in, an older
    /// Region) does not know the call.</summary>
    public static bool NothingToSee(AwsFailure failure) =>
        failure.Code is "AccessDeniedException" or "UnknownOperationException" or "UnsupportedOperationException"
        || failure.Status == HttpStatusCode.NotImplemented;
}
