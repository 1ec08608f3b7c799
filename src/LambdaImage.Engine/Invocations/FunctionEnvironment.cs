using System.Globalization;

namespace LambdaImage.Engine.Invocations;

/// <summary>The variables that a function sees.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime"/></summary>
internal static class FunctionEnvironment
{
    /// <param name="request">What the user wants.</param>
    /// <param name="name">Name of the function.</param>
    /// <param name="region">Its Region.</param>
    /// <param name="keys">Credentials for it; null: none.</param>
    /// <param name="api">Host and port of the Runtime API.</param>
    /// <param name="time">Now.</param>
    public static IReadOnlyDictionary<string, string> Of(
        InvokeImageRequest request, string name, string region, AwsKeys? keys, string api, DateTimeOffset time)
    {
        // These may be changed; AWS_EXECUTION_ENV and _HANDLER are not among them, as images know their own.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TZ"] = ":UTC",
            ["LAMBDA_TASK_ROOT"] = "/var/task",
            ["LAMBDA_RUNTIME_DIR"] = "/var/runtime",
        };
        foreach (var (variable, value) in request.Environment) variables[variable] = value;
        if (keys is not null)
        {
            variables["AWS_ACCESS_KEY_ID"] = keys.AccessKey;
            variables["AWS_SECRET_ACCESS_KEY"] = keys.SecretKey;
            if (keys.SessionToken is { } token) variables["AWS_SESSION_TOKEN"] = token;
        }

        variables["AWS_LAMBDA_RUNTIME_API"] = api;
        variables["AWS_LAMBDA_FUNCTION_NAME"] = name;
        variables["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = request.MemorySize.ToString(CultureInfo.InvariantCulture);
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
        variables["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{name}";
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = string.Create(CultureInfo.InvariantCulture, $"{time:yyyy/MM/dd}/[$LATEST]{Guid.NewGuid():N}");
        variables["AWS_REGION"] = region;
        variables["AWS_DEFAULT_REGION"] = region;
        return variables;
    }
}
