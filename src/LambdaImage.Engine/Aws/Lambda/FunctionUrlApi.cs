namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>What the calls about function URLs share.</summary>
internal static class FunctionUrlApi
{
    private static readonly DateOnly Version = new(2021, 10, 31);

    public static AwsRequest Request(string function, string method, object? body = null) =>
        LambdaApi.About(Version, function, method, "/url", body);

    /// <summary>The members of a request that creates or changes a URL.</summary>
    public static object Body(FunctionUrlOptions options) => new
    {
        AuthType = LambdaValues.Of(options.Auth),
        InvokeMode = LambdaValues.Of(options.InvokeMode),
        options.Cors,
    };
}
