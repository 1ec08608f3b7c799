using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>The environment that a release command sees: that of the function after the update, and where it is. Never
/// printed: it holds secrets.</summary>
internal static class ReleaseEnvironment
{
    /// <param name="current">The function as it is; null: it does not exist.</param>
    /// <param name="request">What it shall become.</param>
    /// <param name="name">The function.</param>
    /// <param name="aws">Connection to its Region.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="LambdaImageException">Variables are needed that cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        FunctionConfiguration? current, UpdateFunctionRequest request, FunctionName name, AwsConnection aws, CancellationToken cancel)
    {
        var settings = request.Settings;
        var keepsOthers = settings.Environment is null || settings.EnvironmentMode == EnvironmentMode.Merge;
        if (keepsOthers && current?.Environment?.Error is { } hidden) throw TrafficErrors.EnvironmentHidden(name.Name, hidden.Message ?? hidden.ErrorCode ?? "");
        // What Lambda itself sets comes first, so that nothing else is hidden by it.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_REGION"] = aws.Region,
            ["AWS_DEFAULT_REGION"] = aws.Region,
            ["AWS_LAMBDA_FUNCTION_NAME"] = name.Name,
        };
        if ((settings.MemorySize ?? current?.MemorySize) is { } memory)
        {
            variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = memory.ToString(CultureInfo.InvariantCulture);
        }

        if (keepsOthers) Add(current?.Environment?.Variables);
        Add(settings.Environment);
        foreach (var removed in settings.RemovedEnvironment ?? []) variables.Remove(removed);
        if (!request.Traffic.ReleaseCredentials) return variables;
        var keys = await aws.KeysAsync("give a release command AWS credentials", cancel);
        variables["AWS_ACCESS_KEY_ID"] = keys.AccessKey;
        variables["AWS_SECRET_ACCESS_KEY"] = keys.SecretKey;
        if (keys.SessionToken is { } token) variables["AWS_SESSION_TOKEN"] = token;
        return variables;

        void Add(IReadOnlyDictionary<string, string>? more)
        {
            foreach (var (variable, value) in more ?? new Dictionary<string, string>()) variables[variable] = value;
        }
    }
}
