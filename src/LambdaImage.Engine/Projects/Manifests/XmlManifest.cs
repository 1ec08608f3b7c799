using System.Xml;
using System.Xml.Linq;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads XML with line numbers and without document types, whose entities could grow without end or reach
/// outside of the project. Names are compared without their namespace.</summary>
internal static class XmlManifest
{
    /// <summary>A project file is never nested like this.</summary>
    private const int DeepestNesting = 256;

    public static XElement? Read(ProjectDirectory project, string file)
    {
        if (project.ReadText(file) is not { } text) return null;
        try
        {
            RequireFlat(project, file, text);
            using var reader = Reader(text);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
        }
        catch (XmlException error)
        {
            var problem = error.Message.Contains("DTD", StringComparison.Ordinal) ? "a document type (DTD) is not allowed in it" : "it is not valid XML";
            throw ProjectErrors.FileInvalid(project.FullPath(file), Math.Max(1, error.LineNumber), error.LinePosition, problem);
        }
    }

    public static IEnumerable<XElement> Children(XElement? parent, string name) =>
        parent?.Elements().Where(element => element.Name.LocalName == name) ?? [];

    public static XElement? Child(XElement? parent, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) parent = Children(parent, name).FirstOrDefault();
        return parent;
    }

    public static string? Text(XElement? parent, params ReadOnlySpan<string> path) =>
        Child(parent, path)?.Value.Trim() is { Length: > 0 } text ? text : null;

    public static int LineOf(XElement element) => Math.Max(1, ((IXmlLineInfo)element).LineNumber);

    private static void RequireFlat(ProjectDirectory project, string file, string text)
    {
        using var reader = Reader(text);
        while (reader.Read())
        {
            if (reader.Depth > DeepestNesting)
                throw ProjectErrors.FileInvalid(project.FullPath(file), ((IXmlLineInfo)reader).LineNumber, ((IXmlLineInfo)reader).LinePosition, $"it is nested more than {DeepestNesting} levels deep");
        }
    }

    private static XmlReader Reader(string text) =>
        XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
}
