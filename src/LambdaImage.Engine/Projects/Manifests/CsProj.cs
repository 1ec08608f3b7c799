using System.Xml.Linq;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of an SDK-style project file of .NET.</summary>
internal sealed class CsProj
{
    private const string SharedFile = "Directory.Build.props";

    private readonly XElement _xml;

    private CsProj(XElement xml, string file, CsProj? shared)
    {
        _xml = xml;
        File = file;
        Targets = Own() ?? shared?.Targets;
        Dependencies = [.. Elements(xml, "PackageReference").Where(item => item.Attribute("Include") is not null).Select(item => new Dependency(
            item.Attribute("Include")!.Value, item.Attribute("Version")?.Value ?? XmlManifest.Text(item, "Version") ?? "", file, XmlManifest.LineOf(item)))];
    }

    /// <summary>Path relative to the project folder.</summary>
    public string File { get; }

    public string AssemblyName => Property("AssemblyName")?.Value ?? Path.GetFileNameWithoutExtension(File);

    public string RootNamespace =>
        Property("RootNamespace")?.Value ?? Path.GetFileNameWithoutExtension(File).Replace('-', '_').Replace(' ', '_');

    public string? Sdk => _xml.Attribute("Sdk")?.Value;

    public bool IsWeb => Sdk == "Microsoft.NET.Sdk.Web";

    public bool IsExecutable =>
        IsWeb || string.Equals(Property("OutputType")?.Value, "Exe", StringComparison.OrdinalIgnoreCase);

    /// <summary>The frameworks to compile for, for example <c>net8.0;net10.0</c>, from the project or from the
    /// <c>Directory.Build.props</c> above it.</summary>
    public (string Text, string File, int Line)? Targets { get; }

    public bool HasSeveralTargets => Targets?.Text.Contains(';', StringComparison.Ordinal) == true;

    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>The projects in the folder: those of the root, or else those further down; test projects do not
    /// count.</summary>
    public static IReadOnlyList<CsProj> ReadAll(ProjectDirectory project) => project.Remember<IReadOnlyList<CsProj>>(nameof(CsProj), () =>
    [
        .. (project.Files("*.*proj") is { Count: > 0 } root ? root : project.Files("**/*.*proj"))
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) || file.EndsWith(".fsproj", StringComparison.Ordinal))
            .Select(file => Read(project, file)).Where(found => !found.Has("Microsoft.NET.Test.Sdk")),
    ]);

    public Dependency? Find(string name) =>
        Dependencies.FirstOrDefault(package => string.Equals(package.Name, name, StringComparison.OrdinalIgnoreCase));

    public bool Has(string name) => Find(name) is not null;

    public bool HasProjectReferences => Elements(_xml, "ProjectReference").Any();

    private (string, string, int)? Own() => (Property("TargetFramework") ?? Property("TargetFrameworks")) is { } target
        ? (target.Value.Trim(), File, XmlManifest.LineOf(target))
        : null;

    private static CsProj Read(ProjectDirectory project, string file) =>
        project.Remember($"{nameof(CsProj)} {file}", () => new CsProj(XmlManifest.Read(project, file)!, file, Shared(project, file)));

    /// <summary>The nearest Directory.Build.props above a project file.</summary>
    private static CsProj? Shared(ProjectDirectory project, string file)
    {
        if (file.EndsWith(SharedFile, StringComparison.Ordinal)) return null;
        for (var folder = file; folder.Length > 0;)
        {
            folder = folder.LastIndexOf('/') is >= 0 and var end ? folder[..end] : "";
            var candidate = folder.Length == 0 ? SharedFile : $"{folder}/{SharedFile}";
            if (project.Exists(candidate)) return Read(project, candidate);
        }

        return null;
    }

    private static IEnumerable<XElement> Elements(XElement xml, string name) => xml.Descendants().Where(element => element.Name.LocalName == name);

    private XElement? Property(string name) => Elements(_xml, name).FirstOrDefault(element => element.Parent?.Name.LocalName == "PropertyGroup");
}
