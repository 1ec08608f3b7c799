using System.Net;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Reads replies and refusals of all three protocols. The SDK's own readers want a generated type for each
/// call.</summary>
internal sealed class AwsReplyUnmarshaller(AwsProtocol protocol) : JsonResponseUnmarshaller
{
    private const string ErrorTypeHeader = "x-amzn-ErrorType";
    private const string RequestIdHeader = "x-amzn-RequestId";

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => new AwsReply
    {
        Bytes = ReadBody(input),
        Parse = Parse,
        Headers = input.ResponseData.GetHeaderNames().ToDictionary(
            name => name, input.ResponseData.GetHeaderValue, StringComparer.OrdinalIgnoreCase),
        ResponseMetadata = new ResponseMetadata { RequestId = RequestId(input.ResponseData) },
    };

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        JsonElement body;
        try
        {
            body = Parse(ReadBody(input));
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            // Proxies and load balancers answer in HTML.
            body = default;
        }

        if (protocol == AwsProtocol.Query) body = Member(body, "Error") ?? body;
        var code = Header(input.ResponseData, ErrorTypeHeader)
            ?? Text(body, "__type") ?? Text(body, "code") ?? Text(body, "Code") ?? "";
        var message = Text(body, "message") ?? Text(body, "Message") ?? Text(body, "errorMessage") ?? "";
        return new AmazonServiceException(
            message,
            innerException,
            ErrorType.Unknown,
            WithoutNamespace(code),
            RequestId(input.ResponseData),
            statusCode);
    }

    /// <summary><c>com.amazonaws.ecr#RepositoryNotFoundException:http://…</c> becomes
    /// <c>RepositoryNotFoundException</c>.</summary>
    private static string WithoutNamespace(string code) => code.Split(':')[0].Split('#')[^1].Trim();

    private JsonElement Parse(byte[] body)
    {
        if (body.Length == 0) return default;
        return protocol == AwsProtocol.Query ? XmlReply.ToJson(body) : JsonSerializer.Deserialize(body, AwsDocuments.Default.JsonElement);
    }

    private static byte[] ReadBody(JsonUnmarshallerContext input)
    {
        using var copy = new MemoryStream();
        input.Stream?.CopyTo(copy);
        return copy.ToArray();
    }

    private static string? RequestId(IWebResponseData response) => Header(response, RequestIdHeader);

    private static string? Header(IWebResponseData response, string name) =>
        response.IsHeaderPresent(name) && response.GetHeaderValue(name) is { Length: > 0 } value ? value : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;
}
