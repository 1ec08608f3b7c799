using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>The paths that calls to Lambda share.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html"/></summary>
internal static class LambdaApi
{
    private const string Functions = "/2015-03-31/functions";

    /// <summary>A call about one function.</summary>
    public static AwsRequest About(string function, string method, string rest = "", JsonObject? body = null) =>
        new(method, Functions + "/{FunctionName}" + rest)
        {
            PathParameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["FunctionName"] = function },
            Body = body,
        };

    /// <summary>A call about one alias.</summary>
    public static AwsRequest AboutAlias(string function, string alias, string method, JsonObject? body = null)
    {
        var request = About(function, method, "/aliases/{Name}", body);
        return request with { PathParameters = new Dictionary<string, string>(request.PathParameters, StringComparer.Ordinal) { ["Name"] = alias } };
    }

    /// <summary>A call about one function in a younger part of the API, which has a date of its own.</summary>
    public static AwsRequest About(DateOnly version, string function, string method, string rest, JsonObject? body = null)
    {
        var request = About(function, method, rest, body);
        return request with { Path = request.Path.Replace("/2015-03-31/", $"/{version:yyyy-MM-dd}/", StringComparison.Ordinal) };
    }

    /// <summary>A call about all functions.</summary>
    public static AwsRequest AboutAll(string method, JsonObject? body = null) => new(method, Functions) { Body = body };

    /// <summary>Adds a query parameter where there is a value for it.</summary>
    public static AwsRequest With(this AwsRequest request, string name, string? value) => value is null
        ? request
        : request with { Query = new Dictionary<string, string>(request.Query, StringComparer.Ordinal) { [name] = value } };
}
