using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Lists one page of the queues and streams that call a function.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html"/></summary>
internal sealed record ListEventSourceMappings(string FunctionName, string? Marker) : IAwsOperation<EventSourceMappings>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "ListEventSourceMappings";

    public string Description => $"list the event source mappings of function '{FunctionName}'";

    public string Permission => "lambda:ListEventSourceMappings";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => new AwsRequest("GET", "/2015-03-31/event-source-mappings").With("FunctionName", FunctionName).With("Marker", Marker);

    public EventSourceMappings Read(JsonElement reply) => AwsJson.Read<EventSourceMappings>(reply);
}
