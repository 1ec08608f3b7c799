using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Reads who may call a function; null when nobody was ever let.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html"/></summary>
internal sealed record GetPolicy(string FunctionName) : IAwsOperation<FunctionPolicy?>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "GetPolicy";

    public string Description => $"read the resource policy of function '{FunctionName}'";

    public string Permission => "lambda:GetPolicy";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "GET", "/policy");

    public FunctionPolicy Read(JsonElement reply) => AwsJson.Read<FunctionPolicy>(reply);

    public FunctionPolicy? ReadFailure(AwsFailure failure) =>
        failure.Code == "ResourceNotFoundException" ? null : throw failure.ToException();
}
