namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>What Lambda answered to a change: the function as it now is, or why the same call must be made again
/// later.</summary>
/// <param name="Function">The function; null when the change was not taken.</param>
/// <param name="NotYet">Lambda's words for why not yet; null when the change was taken.</param>
/// <param name="RoleNotReady">Whether the role is what Lambda waits for, rather than an earlier change.</param>
internal sealed record FunctionWrite(FunctionConfiguration? Function, string? NotYet, bool RoleNotReady)
{
    public static FunctionWrite Taken(FunctionConfiguration function) =>
        new(function, NotYet: null, RoleNotReady: false);

    /// <summary>What Lambda says of a role that IAM has not told it about yet, or not with its policies, or EC2 and KMS not at
    /// all; a role that does not trust Lambda or lacks a permission is refused alike, so only time tells which.</summary>
    private static readonly string[] RoleWords =
    [
        "cannot be assumed by Lambda",
        "execution role does not have permissions",
        "ARN does not refer to a valid principal",
    ];

    /// <summary>Reads a refusal that time may lift; null: time will not help.</summary>
    public static FunctionWrite? Later(AwsFailure failure)
    {
        var role = failure.Code == "InvalidParameterValueException"
            && RoleWords.Any(words => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase));
        var busy = failure.Code == "ResourceConflictException"
            && !failure.Message.Contains("already exist", StringComparison.OrdinalIgnoreCase);
        return role || busy ? new(Function: null, failure.Message, role) : null;
    }
}
