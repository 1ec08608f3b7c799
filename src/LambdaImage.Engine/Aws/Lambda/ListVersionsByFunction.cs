using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Lists one page of published versions, oldest first.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Marker">Where the page before ended; null: the first page.</param>
internal sealed record ListVersionsByFunction(string FunctionName, string? Marker) : IAwsOperation<FunctionVersions>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "ListVersionsByFunction";

    public string Description => $"list the versions of function '{FunctionName}'";

    public string Permission => "lambda:ListVersionsByFunction";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "GET", "/versions").With("Marker", Marker);

    public FunctionVersions Read(JsonElement reply) => AwsJson.Read<FunctionVersions>(reply);
}

/// <summary>One page of versions.</summary>
/// <param name="Versions">The versions; <c>$LATEST</c> is among them.</param>
/// <param name="NextMarker">Where the next page begins; null or empty: there is none.</param>
internal sealed record FunctionVersions(IReadOnlyList<FunctionConfiguration> Versions, string? NextMarker) : ILambdaPage;
