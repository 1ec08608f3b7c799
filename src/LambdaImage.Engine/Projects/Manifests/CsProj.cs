using System.Xml;
using System.Xml.Linq;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of an SDK-style project file of .NET.</summary>
internal sealed class CsProj
{
    private readonly XDocument _xml;

    private CsProj(XDocument xml, string file)
    {
        _xml = xml;
        File = file;
        Dependencies = [.. xml.Descendants("PackageReference").Where(item => item.Attribute("Include") is not null).Select(item => new Dependency(
            item.Attribute("Include")!.Value, item.Attribute("Version")?.Value ?? item.Element("Version")?.Value ?? "", file, LineOf(item)))];
    }

    /// <summary>Path relative to the project folder.</summary>
    public string File { get; }

    public string AssemblyName => Property("AssemblyName")?.Value ?? Path.GetFileNameWithoutExtension(File);

    public string RootNamespace =>
        Property("RootNamespace")?.Value ?? Path.GetFileNameWithoutExtension(File).Replace('-', '_').Replace(' ', '_');

    public string? Sdk => _xml.Root?.Attribute("Sdk")?.Value;

    public bool IsWeb => Sdk == "Microsoft.NET.Sdk.Web";

    public bool IsExecutable =>
        IsWeb || string.Equals(Property("OutputType")?.Value, "Exe", StringComparison.OrdinalIgnoreCase);

    /// <summary>For example <c>net8.0</c>.</summary>
    public string? TargetFramework => TargetElement?.Value.Trim();

    public int TargetFrameworkLine => TargetElement is { } element ? LineOf(element) : 1;

    public IReadOnlyList<Dependency> Dependencies { get; }

    private XElement? TargetElement => Property("TargetFramework");

    /// <summary>The projects in the folder: those of the root, or else those further down; test projects do not
    /// count.</summary>
    public static IReadOnlyList<CsProj> ReadAll(ProjectDirectory project)
    {
        var files = project.Files("*.*proj") is { Count: > 0 } root ? root : project.Files("**/*.*proj");
        return [.. files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) || file.EndsWith(".fsproj", StringComparison.Ordinal))
            .Select(file => Read(project, file)).Where(found => !found.Has("Microsoft.NET.Test.Sdk"))];
    }

    public Dependency? Find(string name) =>
        Dependencies.FirstOrDefault(package => string.Equals(package.Name, name, StringComparison.OrdinalIgnoreCase));

    public bool Has(string name) => Find(name) is not null;

    public bool HasProjectReferences => _xml.Descendants("ProjectReference").Any();

    private static CsProj Read(ProjectDirectory project, string file)
    {
        try
        {
            return new CsProj(XDocument.Parse(project.ReadText(file)!, LoadOptions.SetLineInfo), file);
        }
        catch (XmlException error)
        {
            throw ProjectErrors.FileInvalid(project.FullPath(file), Math.Max(1, error.LineNumber), error.LinePosition, "it is not valid XML");
        }
    }

    private static int LineOf(XElement element) => ((IXmlLineInfo)element).LineNumber;

    private XElement? Property(string name) =>
        _xml.Descendants(name).FirstOrDefault(element => element.Parent?.Name.LocalName == "PropertyGroup");
}
