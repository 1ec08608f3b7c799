using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Lists one page of a function's aliases.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Marker">Where the page before ended; null: the first page.</param>
internal sealed record ListAliases(string FunctionName, string? Marker) : IAwsOperation<FunctionAliases>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "ListAliases";

    public string Description => $"list the aliases of function '{FunctionName}'";

    public string Permission => "lambda:ListAliases";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "GET", "/aliases").With("Marker", Marker);

    public FunctionAliases Read(JsonElement reply) => AwsJson.Read<FunctionAliases>(reply);
}

/// <summary>One page of aliases.</summary>
/// <param name="Aliases">The aliases.</param>
/// <param name="NextMarker">Where the next page begins; null or empty: there is none.</param>
internal sealed record FunctionAliases(IReadOnlyList<AliasConfiguration> Aliases, string? NextMarker) : ILambdaPage;
