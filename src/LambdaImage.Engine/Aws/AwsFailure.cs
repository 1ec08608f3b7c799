using System.Net;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws;

/// <summary>A refusal by AWS, with all that an error message needs to know about the call.</summary>
/// <param name="Code">Error code without namespace, for example <c>AccessDeniedException</c>; empty when the body had
/// none.</param>
/// <param name="Message">AWS's text, one line, without anything secret.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Call">What was tried.</param>
internal sealed record AwsFailure(string Code, string Message, HttpStatusCode Status, AwsCallDescription Call)
{
    private const int TooManyRequests = 429;

    /// <summary>Whether credentials were right once and newer ones may be accepted.</summary>
    public bool IsExpired =>
        Code is "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" or "TokenRefreshRequired";

    private bool IsBadCredential =>
        Code is "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidAccessKeyId"
        or "InvalidSignatureException" or "SignatureDoesNotMatch" or "IncompleteSignature"
        or "IncompleteSignatureException"
        or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "InvalidToken" or "AuthFailure"
        or "OptInRequired";

    private bool IsClockWrong => Code is "RequestTimeTooSkewed" or "RequestInTheFuture"
        || (Code is "InvalidSignatureException" or "SignatureDoesNotMatch"
            && (Message.Contains("Signature expired", StringComparison.Ordinal)
                || Message.Contains("Signature not yet current", StringComparison.Ordinal)));

    private bool IsDenied =>
        Code is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "NotAuthorized"
        or "AuthorizationError"
        || (Code.Length == 0 && Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);

    private bool IsThrottled =>
        (int)Status == TooManyRequests || Code is "Throttling" or "ThrottlingException" or "ThrottledException"
        or "TooManyRequestsException" or "RequestLimitExceeded" or "RequestThrottled" or "RequestThrottledException"
        or "SlowDown";

    /// <summary>The error it becomes when the call does not expect it: the one place where AWS's codes get our
    /// kinds.</summary>
    public LambdaImageException ToException()
    {
        if (IsExpired) return AwsErrors.CredentialsExpired(Call.Description, Call.CredentialSource, Message);
        if (IsClockWrong) return AwsErrors.ClockWrong(Call.Description, Message);
        if (IsBadCredential)
        {
            return AwsErrors.CredentialsInvalid(Call.Description, Call.CredentialSource, Code, Message);
        }

        if (IsDenied)
        {
            return AwsErrors.AccessDenied(
                Call.Description, Call.Permission, Call.Target, Call.CredentialSource, Message);
        }

        if (IsThrottled) return AwsErrors.Throttled(Call.Description, Call.Target, Message);
        if ((int)Status >= 500)
        {
            return AwsErrors.ServiceFailed(Call.Description, Call.Target, Call.Host, (int)Status, Message);
        }

        return AwsErrors.Rejected(
            Call.Description, Call.Target, Code.Length == 0 ? $"HTTP {(int)Status}" : Code, Message, Call.RequestId);
    }
}

/// <summary>What was tried, for error messages.</summary>
/// <param name="Description">Completes "Tried to …".</param>
/// <param name="Permission">IAM action it needs.</param>
/// <param name="Target">What it was about.</param>
/// <param name="Region">Region it was sent to.</param>
/// <param name="Host">Host it was sent to.</param>
/// <param name="CredentialSource">Where the credentials came from.</param>
/// <param name="RequestId">AWS's number for it; null when there was no answer.</param>
internal sealed record AwsCallDescription(
    string Description, string Permission, string Target, string Region, string Host,
    string CredentialSource, string? RequestId = null);
