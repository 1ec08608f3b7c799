using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LambdaImage.Help.Cmdlets;

/// <summary>The documentation comments that the compiler wrote beside an assembly.</summary>
internal sealed partial class DocumentationComments
{
    private readonly Dictionary<string, string> _summaries;

    private DocumentationComments(XDocument document) => _summaries = document.Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!), StringComparer.Ordinal);

    public static DocumentationComments Beside(Assembly assembly) => new(XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")));

    /// <summary>The summary of a property in one line; empty: it has none.</summary>
    public string SummaryOf(PropertyInfo property)
    {
        var declaring = property.DeclaringType!;
        var type = declaring.IsGenericType ? declaring.GetGenericTypeDefinition() : declaring;
        return _summaries.GetValueOrDefault($"P:{type.FullName}.{property.Name}", "");
    }

    private static string Text(XElement summary)
    {
        var words = summary.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement see => see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Attribute("href")?.Value ?? see.Value,
            _ => "",
        });
        return Whitespace().Replace(string.Concat(words), " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Whitespace();
}
