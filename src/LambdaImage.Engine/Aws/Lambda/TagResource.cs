using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Sets tags on a function; its other tags stay.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html"/></summary>
internal sealed record TagResource(string FunctionArn, IReadOnlyDictionary<string, string> Tags) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "TagResource";

    public string Description => $"set tags on '{FunctionArn}'";

    public string Permission => "lambda:TagResource";

    public string Target => FunctionArn;

    public AwsRequest ToRequest() => new("POST", "/2017-03-31/tags/{Resource}")
    {
        PathParameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["Resource"] = FunctionArn },
        Body = new JsonObject { ["Tags"] = AwsJson.Write(Tags) },
    };

    public bool Read(JsonElement reply) => true;
}
