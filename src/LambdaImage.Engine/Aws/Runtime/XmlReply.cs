using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Lets operations read replies of the query protocol as they read all others: elements become members, text
/// becomes strings.</summary>
internal static class XmlReply
{
    /// <exception cref="XmlException">The bytes are no XML document.</exception>
    public static JsonElement ToJson(byte[] body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
        using var reader = XmlReader.Create(new MemoryStream(body), settings);
        return JsonSerializer.SerializeToElement(ToNode(XDocument.Load(reader).Root!), AwsDocuments.Default.JsonNode!);
    }

    private static JsonNode? ToNode(XElement element)
    {
        if (!element.HasElements) return JsonValue.Create(element.Value);
        var members = new JsonObject();
        foreach (var child in element.Elements()) members[child.Name.LocalName] = ToNode(child);
        return members;
    }
}
