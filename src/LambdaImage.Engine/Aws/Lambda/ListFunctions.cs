using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Lists one page of all functions of an account in a Region.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html"/></summary>
/// <param name="Marker">Where the page before ended; null: the first page.</param>
/// <param name="AllVersions">Whether every published version is listed too.</param>
internal sealed record ListFunctions(string? Marker, bool AllVersions = true) : IAwsOperation<FunctionList>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "ListFunctions";

    public string Description => AllVersions ? "list the functions and their versions" : "list the functions";

    public string Permission => "lambda:ListFunctions";

    public string Target => "*";

    public AwsRequest ToRequest() =>
        LambdaApi.AboutAll("GET").With("FunctionVersion", AllVersions ? "ALL" : null).With("Marker", Marker);

    public FunctionList Read(JsonElement reply) => AwsJson.Read<FunctionList>(reply);
}
