using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Reads an alias; null when there is none, or no such function.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html"/></summary>
internal sealed record GetAlias(string FunctionName, string Alias) : IAwsOperation<AliasConfiguration?>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "GetAlias";

    public string Description => $"look up alias '{Alias}' of function '{FunctionName}'";

    public string Permission => "lambda:GetAlias";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.AboutAlias(FunctionName, Alias, "GET");

    public AliasConfiguration Read(JsonElement reply) => AwsJson.Read<AliasConfiguration>(reply);

    public AliasConfiguration? ReadFailure(AwsFailure failure) =>
        failure.Code == "ResourceNotFoundException" ? null : throw failure.ToException();
}
