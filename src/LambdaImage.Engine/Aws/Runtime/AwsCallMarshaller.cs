using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Turns a call into the SDK's own request, in the shape of the service's protocol.</summary>
internal sealed class AwsCallMarshaller(AwsServiceTraits service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (AwsCall)input;
        var shape = call.Shape;
        var request = new DefaultRequest(call, service.ServiceId)
        { HttpMethod = shape.Method, ResourcePath = shape.Path };
        foreach (var (name, value) in shape.PathParameters) request.AddPathResource("{" + name + "}", value);
        switch (service.Protocol)
        {
            case AwsProtocol.Json:
                request.Headers["X-Amz-Target"] = $"{service.Target}.{call.Operation}";
                request.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
                request.Content = shape.Body is null ? "{}"u8.ToArray() : ToJson(shape.Body);
                break;
            case AwsProtocol.Query:
                request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
                request.Content = ToForm(call.Operation, shape.Query);
                break;
            default:
                AddRest(request, shape);
                break;
        }

        return request;
    }

    private static void AddRest(DefaultRequest request, AwsRequest shape)
    {
        foreach (var (name, value) in shape.Query)
        {
            request.UseQueryString = true;
            request.Parameters[name] = value;
        }

        foreach (var (name, value) in shape.Headers) request.Headers[name] = value;
        if (shape.Body is null && shape.Payload is null) return;
        request.Headers["Content-Type"] = "application/json";
        request.Content = shape.Payload is { } payload ? Encoding.UTF8.GetBytes(payload) : ToJson(shape.Body!);
    }

    private byte[] ToForm(string operation, IReadOnlyDictionary<string, string> fields)
    {
        var form = new StringBuilder($"Action={operation}&Version={service.Target}");
        foreach (var (name, value) in fields)
        {
            form.Append($"&{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
        }

        return Encoding.UTF8.GetBytes(form.ToString());
    }

    private static byte[] ToJson(JsonObject body)
    {
        LeaveOutNulls(body);
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static void LeaveOutNulls(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) LeaveOutNulls(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList()) members.Remove(name);
            foreach (var (_, value) in members) LeaveOutNulls(value);
        }
    }
}
