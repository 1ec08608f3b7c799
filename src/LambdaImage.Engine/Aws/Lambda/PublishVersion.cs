using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Freezes the function as a numbered version; Lambda answers with the last one when nothing has changed
/// since.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="CodeSha256">Digest that must be published, without <c>sha256:</c>.</param>
/// <param name="RevisionId">Revision the function must still have; null: any.</param>
/// <param name="VersionDescription">Description of the version; null: that of the function.</param>
internal sealed record PublishVersion(
    string FunctionName, string CodeSha256, string? RevisionId = null, string? VersionDescription = null)
    : IAwsOperation<FunctionWrite>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "PublishVersion";

    public string Description => $"publish a version of function '{FunctionName}'";

    public string Permission => "lambda:PublishVersion";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(
        FunctionName, "POST", "/versions", new JsonObject { ["CodeSha256"] = CodeSha256, ["RevisionId"] = RevisionId, ["Description"] = VersionDescription });

    public FunctionWrite Read(JsonElement reply) => FunctionWrite.Taken(AwsJson.Read<FunctionConfiguration>(reply));

    public FunctionWrite ReadFailure(AwsFailure failure) =>
        FunctionWrite.Later(failure) ?? throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);
}
