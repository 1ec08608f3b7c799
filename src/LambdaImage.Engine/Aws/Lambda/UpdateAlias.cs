using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Points an alias at a version, and at a second one for a share of the traffic.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html"/></summary>
/// <param name="FunctionName">Name or ARN of the function.</param>
/// <param name="Alias">Name of the alias.</param>
/// <param name="FunctionVersion">Version for all traffic that no weight takes away.</param>
/// <param name="Weights">Shares from 0 to 1; empty sends everything to <paramref name="FunctionVersion"/>.</param>
/// <param name="RevisionId">Revision the alias must still have.</param>
/// <param name="AliasDescription">New description; null leaves it.</param>
internal sealed record UpdateAlias(
    string FunctionName, string Alias, string FunctionVersion, IReadOnlyDictionary<string, double> Weights, string? RevisionId,
    string? AliasDescription = null)
    : IAliasChange
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "UpdateAlias";

    public string Description => $"change alias '{Alias}' of function '{FunctionName}'";

    public string Permission => "lambda:UpdateAlias";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.AboutAlias(FunctionName, Alias, "PUT", new JsonObject
    {
        ["FunctionVersion"] = FunctionVersion,
        ["Description"] = AliasDescription,
        // Without it the alias would keep the weights it has.
        ["RoutingConfig"] = new JsonObject { ["AdditionalVersionWeights"] = AwsJson.Write(Weights) },
        ["RevisionId"] = RevisionId,
    });

    public AliasConfiguration Read(JsonElement reply) => AwsJson.Read<AliasConfiguration>(reply);

    public bool IsDone(AliasConfiguration alias) =>
        alias.FunctionVersion == FunctionVersion
        && alias.Weights.Count == Weights.Count && alias.Weights.All(weight => Weights.TryGetValue(weight.Key, out var share) && share.Equals(weight.Value))
        && (AliasDescription is null || AliasDescription == (alias.Description ?? ""));

    public AliasConfiguration ReadFailure(AwsFailure failure) => failure.Code switch
    {
        "PreconditionFailedException" or "ResourceConflictException" or "ResourceNotFoundException" =>
            throw TrafficErrors.AliasChangedMeanwhile(FunctionName, Alias),
        _ => throw failure.ToException(),
    };
}
