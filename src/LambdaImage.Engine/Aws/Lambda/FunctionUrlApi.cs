using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>What the calls about function URLs share.</summary>
internal static class FunctionUrlApi
{
    private static readonly DateOnly Version = new(2021, 10, 31);

    /// <param name="function">Name or ARN.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="body">Members of the request; null: none.</param>
    /// <param name="alias">Alias that the URL is of; null: the function's own.</param>
    public static AwsRequest Request(string function, string method, JsonObject? body = null, string? alias = null) =>
        LambdaApi.About(Version, function, method, "/url", body).With("Qualifier", alias);

    /// <summary>The members of a request that creates or changes a URL.</summary>
    public static JsonObject Body(FunctionUrlOptions options) => new()
    {
        ["AuthType"] = LambdaValues.Of(options.Auth),
        ["InvokeMode"] = LambdaValues.Of(options.InvokeMode),
        ["Cors"] = AwsJson.Write(options.Cors),
    };
}
