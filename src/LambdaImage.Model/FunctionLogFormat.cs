namespace LambdaImage;

/// <summary>Format of the logs that Lambda sends to CloudWatch.</summary>
public enum FunctionLogFormat
{
    /// <summary>Plain lines.</summary>
    Text,

    /// <summary>One JSON object for each line; only then can levels be chosen.</summary>
    Json,
}
