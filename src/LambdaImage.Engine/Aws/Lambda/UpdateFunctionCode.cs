using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Points a function at another image.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="ImageUri">Digest reference.</param>
/// <param name="Architecture">Processor of the image; null: the function keeps its own.</param>
/// <param name="RevisionId">Revision the function must still have; null: any.</param>
internal sealed record UpdateFunctionCode(
    string FunctionName, string ImageUri, LambdaArchitecture? Architecture, string? RevisionId)
    : IAwsOperation<FunctionWrite>
{
    /// <summary>Whether Lambda shall only say what it would answer: it checks access, image and revision.</summary>
    public bool DryRun { get; init; }

    public AwsService Service => AwsService.Lambda;

    public string Operation => "UpdateFunctionCode";

    public string Description => $"{(DryRun ? "rehearse an update of" : "update")} the code of function '{FunctionName}'";

    public string Permission => "lambda:UpdateFunctionCode";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "PUT", "/code", new JsonObject
    {
        ["ImageUri"] = ImageUri,
        ["Architectures"] = Architecture is { } architecture ? new JsonArray(architecture.ApiName()) : null,
        ["DryRun"] = DryRun ? true : (bool?)null,
        ["RevisionId"] = RevisionId,
    });

    public FunctionWrite Read(JsonElement reply) => FunctionWrite.Taken(AwsJson.Read<FunctionConfiguration>(reply));

    public FunctionWrite ReadFailure(AwsFailure failure) =>
        FunctionWrite.Later(failure) ?? throw LambdaRefusals.Explain(failure, FunctionName, ImageUri);
}
