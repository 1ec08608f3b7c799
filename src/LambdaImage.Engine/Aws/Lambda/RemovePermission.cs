using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Takes a statement out of a function's resource policy.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="StatementId">Name of the statement.</param>
/// <param name="RevisionId">Revision the policy must still have; null: any.</param>
internal sealed record RemovePermission(string FunctionName, string StatementId, string? RevisionId) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "RemovePermission";

    public string Description => $"take statement '{StatementId}' out of the resource policy of function '{FunctionName}'";

    public string Permission => "lambda:RemovePermission";

    public string Target => FunctionName;

    public AwsRequest ToRequest()
    {
        var request = LambdaApi.About(FunctionName, "DELETE", "/policy/{StatementId}").With("RevisionId", RevisionId);
        return request with
        {
            PathParameters = new Dictionary<string, string>(request.PathParameters, StringComparer.Ordinal) { ["StatementId"] = StatementId },
        };
    }

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) => throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);
}
