using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Creates an alias for a version.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html"/></summary>
internal sealed record CreateAlias(string FunctionName, string Alias, string FunctionVersion) : IAliasChange
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "CreateAlias";

    public string Description => $"create alias '{Alias}' of function '{FunctionName}'";

    public string Permission => "lambda:CreateAlias";

    public string Target => FunctionName;

    public AwsRequest ToRequest() =>
        LambdaApi.About(FunctionName, "POST", "/aliases", new JsonObject { ["Name"] = Alias, ["FunctionVersion"] = FunctionVersion });

    public AliasConfiguration Read(JsonElement reply) => AwsJson.Read<AliasConfiguration>(reply);

    public bool IsDone(AliasConfiguration alias) => alias.FunctionVersion == FunctionVersion && !alias.IsSplit;

    public AliasConfiguration ReadFailure(AwsFailure failure) => failure.Code == "ResourceConflictException"
        ? throw TrafficErrors.AliasChangedMeanwhile(FunctionName, Alias)
        : throw failure.ToException();
}
