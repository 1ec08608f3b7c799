using System.Xml.Linq;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of an SDK-style project file of .NET, in C#, F# or Visual Basic. Properties come from the project or from the
/// <c>Directory.Build.props</c> above it.</summary>
internal sealed class CsProj
{
    private const string SharedFile = "Directory.Build.props";
    private static readonly string[] Kinds = [".csproj", ".fsproj", ".vbproj"];

    private readonly XElement _xml;
    private readonly CsProj? _shared;

    private CsProj(XElement xml, string file, CsProj? shared)
    {
        _xml = xml;
        _shared = shared;
        File = file;
        Targets = Own() ?? shared?.Targets;
        Dependencies = [.. Elements(xml, "PackageReference").Where(item => item.Attribute("Include") is not null).Select(item => new Dependency(
            item.Attribute("Include")!.Value, Said(item, "Version") ?? "", file, XmlManifest.LineOf(item)))];
        Unpublished = Elements(xml, "PackageReference").Where(item => string.Equals(Said(item, "PrivateAssets"), "all", StringComparison.OrdinalIgnoreCase) && Said(item, "Publish") is null)
            .Select(item => (item.Attribute("Include") ?? item.Attribute("Update"))?.Value).OfType<string>().Concat(shared?.Unpublished ?? new HashSet<string>()).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Path relative to the project folder.</summary>
    public string File { get; }

    /// <summary>Folder of the file with a slash at its end; empty for the root.</summary>
    public string Folder => File[..(File.LastIndexOf('/') + 1)];

    public string Name => Path.GetFileNameWithoutExtension(File);

    public string AssemblyName => Known(Value("AssemblyName")) ?? Name;

    public string RootNamespace => Known(Value("RootNamespace")) ?? Name.Replace('-', '_').Replace(' ', '_');

    public string? Sdk => _xml.Attribute("Sdk")?.Value ?? Elements(_xml, "Sdk").FirstOrDefault()?.Attribute("Name")?.Value;

    public bool IsWeb => Sdk?.Split('/')[0] == "Microsoft.NET.Sdk.Web";

    public bool IsVisualBasic => File.EndsWith(".vbproj", StringComparison.Ordinal);

    public bool IsExecutable => IsWeb || string.Equals(Value("OutputType"), "Exe", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether publishing gives a native program.</summary>
    public bool IsNative => Is("PublishAot");

    /// <summary>Whether publishing brings .NET along.</summary>
    public bool IsSelfContained => IsNative || Is("SelfContained") || Is("PublishSelfContained");

    /// <summary>Whether it does without the ICU libraries. <see
    /// href="https://learn.microsoft.com/dotnet/core/runtime-config/globalization"/></summary>
    public bool IsInvariant => Is("InvariantGlobalization");

    public bool IsTest => Has("Microsoft.NET.Test.Sdk") || Has("TUnit") || Is("IsTestProject");

    /// <summary>The frameworks to compile for, for example <c>net8.0;net10.0</c>.</summary>
    public (string Text, string File, int Line)? Targets { get; }

    public bool HasSeveralTargets => Targets?.Text.Contains(';', StringComparison.Ordinal) == true;

    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>Names of packages that publishing leaves out, as analyzers are.</summary>
    public IReadOnlySet<string> Unpublished { get; }

    /// <summary>Other projects that it is compiled with, as written.</summary>
    public IReadOnlyList<string> References => [.. Elements(_xml, "ProjectReference").Select(item => item.Attribute("Include")?.Value).OfType<string>()];

    /// <summary>Files that it imports, as written.</summary>
    public IReadOnlyList<string> Imports => [.. Elements(_xml, "Import").Where(item => item.Attribute("Sdk") is null).Select(item => item.Attribute("Project")?.Value).OfType<string>()];

    /// <summary>The projects in the folder: those of the root, or else those further down; test projects do not
    /// count.</summary>
    public static IReadOnlyList<CsProj> ReadAll(ProjectDirectory project) => project.Remember<IReadOnlyList<CsProj>>(nameof(CsProj), () =>
    {
        var files = Of(project, "*.*proj") is { Count: > 0 } root ? root : Of(project, "**/*.*proj");
        return [.. files.Select(file => Read(project, file)).Where(found => !found.IsTest)];
    });

    public static CsProj Read(ProjectDirectory project, string file) =>
        project.Remember($"{nameof(CsProj)} {file}", () => new CsProj(XmlManifest.Read(project, file)!, file, Shared(project, file)));

    public Dependency? Find(string name) =>
        Dependencies.FirstOrDefault(package => string.Equals(package.Name, name, StringComparison.OrdinalIgnoreCase)) ?? _shared?.Find(name);

    public bool Has(string name) => Find(name) is not null;

    private (string, string, int)? Own() => (Property("TargetFramework") ?? Property("TargetFrameworks")) is { } target
        ? (target.Value.Trim(), File, XmlManifest.LineOf(target))
        : null;

    private bool Is(string name) => string.Equals(Value(name), "true", StringComparison.OrdinalIgnoreCase);

    private string? Value(string name) => Property(name)?.Value.Trim() is { Length: > 0 } value ? value : _shared?.Value(name);

    /// <summary>A value without variables other than the project's own name.</summary>
    private string? Known(string? value) =>
        value?.Replace("$(MSBuildProjectName)", Name, StringComparison.Ordinal) is { } text && !text.Contains("$(", StringComparison.Ordinal) ? text : null;

    private static IReadOnlyList<string> Of(ProjectDirectory project, string glob) =>
        [.. project.Files(glob).Where(file => Kinds.Any(kind => file.EndsWith(kind, StringComparison.Ordinal)))];

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

    /// <summary>What an item says in an attribute or in an element.</summary>
    private static string? Said(XElement item, string name) => item.Attribute(name)?.Value ?? XmlManifest.Text(item, name);

    private static IEnumerable<XElement> Elements(XElement xml, string name) => xml.Descendants().Where(element => element.Name.LocalName == name);

    private XElement? Property(string name) => Elements(_xml, name).FirstOrDefault(element => element.Parent?.Name.LocalName == "PropertyGroup");
}
