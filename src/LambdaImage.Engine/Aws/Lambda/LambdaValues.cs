namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Choices as Lambda's API spells them.</summary>
internal static class LambdaValues
{
    public static string Of(FunctionLogFormat format) => format == FunctionLogFormat.Json ? "JSON" : "Text";

    public static string? Of(FunctionLogLevel? level) => level?.ToString().ToUpperInvariant();

    public static string? Of(FunctionUrlInvokeMode? mode) => mode switch
    {
        null => null,
        FunctionUrlInvokeMode.ResponseStream => "RESPONSE_STREAM",
        _ => "BUFFERED",
    };

    /// <exception cref="ArgumentOutOfRangeException">It says that there is no URL.</exception>
    public static string Of(FunctionUrlAuth auth) => auth switch
    {
        FunctionUrlAuth.None => "NONE",
        FunctionUrlAuth.AwsIam => "AWS_IAM",
        _ => throw new ArgumentOutOfRangeException(nameof(auth), auth, "No URL, no authentication."),
    };
}
