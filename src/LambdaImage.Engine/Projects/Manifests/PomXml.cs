using System.Text.RegularExpressions;
using System.Xml.Linq;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of Maven's pom.xml. Properties are looked up in the parents that lie in the project
/// too. <see href="https://maven.apache.org/pom.html"/></summary>
internal sealed partial class PomXml
{
    public const string File = "pom.xml";

    private const int MostParents = 8;
    private const string PluginGroup = "org.apache.maven.plugins";
    private static readonly string[] NotForProduction = ["test", "provided", "system"];

    private readonly XElement _root;
    private readonly PomXml? _parent;

    private PomXml(XElement root, string file, PomXml? parent)
    {
        _root = root;
        _parent = parent;
        Path = file;
        Properties = XmlManifest.Child(root, "properties")?.Elements()
            .DistinctBy(property => property.Name.LocalName)
            .ToDictionary(property => property.Name.LocalName, property => new AskedVersion(property.Value.Trim(), file, XmlManifest.LineOf(property)), StringComparer.Ordinal) ?? [];
        Modules = [.. XmlManifest.Children(XmlManifest.Child(root, "modules"), "module").Select(module => module.Value.Trim().TrimEnd('/'))];
        Dependencies = [.. Artifacts(XmlManifest.Child(root, "dependencies"), "dependency", "")];
        Plugins = [.. Artifacts(XmlManifest.Child(root, "build", "plugins"), "plugin", PluginGroup)];
    }

    /// <summary>The file, relative to the project.</summary>
    public string Path { get; }

    public string? GroupId => Value("groupId") ?? Value("parent", "groupId");

    public string? ArtifactId => Value("artifactId");

    public string? Version => Value("version") ?? Value("parent", "version");

    /// <summary><c>jar</c> unless the file says otherwise; <c>pom</c> is a project of modules only.</summary>
    public string Packaging => Value("packaging") ?? "jar";

    /// <summary>Name of the result without its extension.</summary>
    public string FinalName => Value("build", "finalName") ?? $"{ArtifactId}-{Version}";

    /// <summary>The parent as <c>group:artifact</c>, for example <c>org.springframework.boot:spring-boot-starter-parent</c>.</summary>
    public Dependency? Parent => XmlManifest.Child(_root, "parent") is { } parent
        ? new Dependency($"{Resolve(XmlManifest.Text(parent, "groupId"))}:{Resolve(XmlManifest.Text(parent, "artifactId"))}", Resolve(XmlManifest.Text(parent, "version")) ?? "", Path, XmlManifest.LineOf(parent))
        : null;

    /// <summary>Folders of the modules, as written.</summary>
    public IReadOnlyList<string> Modules { get; }

    /// <summary>Values of <c>properties</c> as written, with their lines.</summary>
    public IReadOnlyDictionary<string, AskedVersion> Properties { get; }

    /// <summary>Production dependencies as <c>group:artifact</c>.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>Plugins of the build as <c>group:artifact</c>.</summary>
    public IReadOnlyList<Dependency> Plugins { get; }

    /// <summary>The Java that the code is compiled for.</summary>
    public AskedVersion? JavaVersion =>
        Property("maven.compiler.release") ?? Compiler("release") ?? Property("java.version") ?? Property("maven.compiler.target") ?? Compiler("target")
        ?? Property("maven.compiler.source") ?? Compiler("source") ?? Property("jdk.version") ?? _parent?.JavaVersion;

    public static PomXml? Read(ProjectDirectory project, string file = File) =>
        project.Remember($"{nameof(PomXml)} {file}", () => Read(project, file, 0));

    /// <summary>A dependency of this file or of a parent that lies in the project.</summary>
    public Dependency? Find(string name) => Dependencies.FirstOrDefault(dependency => dependency.Name == name) ?? _parent?.Find(name);

    public Dependency? FindPlugin(string name) => Plugins.FirstOrDefault(plugin => plugin.Name == name) ?? _parent?.FindPlugin(name);

    /// <summary>A value in a plugin's configuration, for example <c>mainClass</c>.</summary>
    public string? PluginSetting(string name, params ReadOnlySpan<string> path) => Plugin(name) is { } plugin
        ? Resolve(XmlManifest.Text(XmlManifest.Child(plugin, "configuration"), path))
        : null;

    /// <summary>A property, with its variables replaced; the nearest file that has it counts.</summary>
    public AskedVersion? Property(string name) => Properties.TryGetValue(name, out var property)
        ? Resolve(property.Constraint) is { } text ? property with { Constraint = text } : null
        : _parent?.Property(name);

    private static PomXml? Read(ProjectDirectory project, string file, int depth)
    {
        if (XmlManifest.Read(project, file) is not { } root) return null;
        return new PomXml(root, file, depth < MostParents && ParentFile(root, file) is { } parent && project.Exists(parent) ? Read(project, parent, depth + 1) : null);
    }

    /// <summary>Where the parent lies in the project: above, unless the file says otherwise.</summary>
    private static string? ParentFile(XElement root, string file)
    {
        if (XmlManifest.Child(root, "parent") is not { } parent) return null;
        var written = XmlManifest.Child(parent, "relativePath");
        var relative = written is null ? "../pom.xml" : written.Value.Trim();
        if (relative.Length == 0) return null;
        if (!relative.EndsWith(".xml", StringComparison.Ordinal)) relative += "/pom.xml";
        return RelativePath.Combine(file, relative) is { } found && found != file ? found : null;
    }

    private string? Value(params ReadOnlySpan<string> path) => Resolve(XmlManifest.Text(_root, path));

    private AskedVersion? Compiler(string setting)
    {
        var element = XmlManifest.Child(Plugin($"{PluginGroup}:maven-compiler-plugin"), "configuration", setting);
        return element is not null && Resolve(element.Value.Trim()) is { Length: > 0 } text ? new AskedVersion(text, Path, XmlManifest.LineOf(element)) : null;
    }

    private XElement? Plugin(string name) => XmlManifest.Children(XmlManifest.Child(_root, "build", "plugins"), "plugin")
        .FirstOrDefault(plugin => $"{XmlManifest.Text(plugin, "groupId") ?? PluginGroup}:{XmlManifest.Text(plugin, "artifactId")}" == name);

    private IEnumerable<Dependency> Artifacts(XElement? list, string element, string group) => XmlManifest.Children(list, element)
        .Where(artifact => !NotForProduction.Contains(XmlManifest.Text(artifact, "scope"), StringComparer.Ordinal))
        .Select(artifact => new Dependency(
            $"{Resolve(XmlManifest.Text(artifact, "groupId")) ?? group}:{Resolve(XmlManifest.Text(artifact, "artifactId"))}",
            Resolve(XmlManifest.Text(artifact, "version")) ?? "", Path, XmlManifest.LineOf(artifact)));

    /// <summary>Replaces <c>${…}</c>; null when a variable is unknown here. Values are replaced once more, not for ever.</summary>
    private string? Resolve(string? text, int depth = 0)
    {
        if (text is null || !text.Contains("${", StringComparison.Ordinal)) return text;
        if (depth > MostParents || text.Length > 1000) return null;
        var isKnown = true;
        var result = Variable().Replace(text, match =>
        {
            var value = Lookup(match.Groups["name"].Value, depth);
            isKnown &= value is not null;
            return value ?? "";
        });
        return isKnown ? result : null;
    }

    private string? Lookup(string name, int depth) => name switch
    {
        _ when Properties.TryGetValue(name, out var property) => Resolve(property.Constraint, depth + 1),
        "project.version" or "version" => Resolve(XmlManifest.Text(_root, "version") ?? XmlManifest.Text(_root, "parent", "version"), depth + 1),
        "project.artifactId" or "artifactId" => Resolve(XmlManifest.Text(_root, "artifactId"), depth + 1),
        "project.groupId" or "groupId" => Resolve(XmlManifest.Text(_root, "groupId") ?? XmlManifest.Text(_root, "parent", "groupId"), depth + 1),
        "project.parent.version" => Resolve(XmlManifest.Text(_root, "parent", "version"), depth + 1),
        _ => _parent?.Lookup(name, depth + 1),
    };

    [GeneratedRegex(@"\$\{(?<name>[^${}]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
