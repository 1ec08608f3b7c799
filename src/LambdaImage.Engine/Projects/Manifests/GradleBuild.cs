using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage can read in Gradle's build files without running them, in Groovy's and Kotlin's spelling.
/// <see href="https://docs.gradle.org/current/userguide/writing_build_scripts.html"/></summary>
internal sealed partial class GradleBuild
{
    /// <summary>Longer lines hold data and no build logic.</summary>
    private const int LongestLine = 2000;

    private static readonly string[] Files = ["build.gradle.kts", "build.gradle"];
    private static readonly string[] SettingsFiles = ["settings.gradle.kts", "settings.gradle"];

    private readonly IReadOnlyList<ProjectLine> _lines;

    private GradleBuild(ProjectDirectory project, string? file, string? settings)
    {
        Path = file ?? settings!;
        _lines = file is null ? [] : CodeOf(project, file);
        var catalog = VersionCatalog.Read(project);
        Plugins = [.. ReadPlugins(catalog)];
        Dependencies = [.. ReadDependencies(catalog)];
        JavaVersion = ReadJavaVersion(catalog);
        var code = settings is null ? [] : CodeOf(project, settings);
        Modules = [.. ReadModules(code)];
        Name = First(code, RootName())?.Text;
    }

    /// <summary>The build file, relative to the project; the settings file where the root has no build of its own.</summary>
    public string Path { get; }

    /// <summary><c>rootProject.name</c>, from which the name of the jar is made.</summary>
    public string? Name { get; }

    public string? Version => First(_lines, VersionLine())?.Text;

    /// <summary>The class that the program starts with, where the build says so.</summary>
    public string? MainClass => First(_lines, MainClassLine())?.Text;

    /// <summary>Ids of plugins, for example <c>org.springframework.boot</c>.</summary>
    public IReadOnlyList<Dependency> Plugins { get; }

    /// <summary>Production dependencies as <c>group:artifact</c>.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>Folders of the projects that the settings include.</summary>
    public IReadOnlyList<string> Modules { get; }

    /// <summary>The Java that the code is compiled for.</summary>
    public AskedVersion? JavaVersion { get; }

    /// <param name="project">The project.</param>
    /// <param name="folder">Folder of the build with a slash at its end; empty for the root.</param>
    public static GradleBuild? Read(ProjectDirectory project, string folder = "")
    {
        var file = project.FirstOf(Files.Select(name => folder + name));
        var settings = project.FirstOf(SettingsFiles.Select(name => folder + name));
        return project.Remember($"{nameof(GradleBuild)} {folder}", () => file is null && settings is null ? null : new GradleBuild(project, file, settings));
    }

    public Dependency? Find(string name) => Dependencies.FirstOrDefault(dependency => dependency.Name == name);

    public Dependency? FindPlugin(string id) => Plugins.FirstOrDefault(plugin => plugin.Name == id);

    private static List<ProjectLine> CodeOf(ProjectDirectory project, string file) =>
    [
        .. project.Lines(file).Where(line => line.Text.Length <= LongestLine && line.Text.TrimStart() is { Length: > 0 } text
            && !text.StartsWith("//", StringComparison.Ordinal) && !text.StartsWith('*')),
    ];

    private IEnumerable<Dependency> ReadPlugins(VersionCatalog? catalog)
    {
        var isInBlock = false;
        foreach (var (number, text) in _lines)
        {
            if (PluginBlock().IsMatch(text)) isInBlock = true;
            if (CatalogPlugin().Match(text) is { Success: true } alias && catalog?.Plugin(alias.Groups["name"].Value) is { } known)
                yield return known with { File = Path, Line = number };
            if (KotlinPlugin().Match(text) is { Success: true } kotlin)
                yield return new Dependency($"org.jetbrains.kotlin.{kotlin.Groups["id"].Value}", kotlin.Groups["version"].Value, Path, number);
            foreach (Match plugin in Plugin().Matches(text)) yield return new Dependency(plugin.Groups["id"].Value, plugin.Groups["version"].Value, Path, number);
            if (isInBlock && BarePlugin().Match(text) is { Success: true } bare) yield return new Dependency(bare.Groups["id"].Value, "", Path, number);
            if (isInBlock && text.Contains('}', StringComparison.Ordinal)) isInBlock = false;
        }
    }

    private IEnumerable<Dependency> ReadDependencies(VersionCatalog? catalog)
    {
        foreach (var (number, text) in _lines)
        {
            foreach (Match found in Notation().Matches(text))
                yield return new Dependency($"{found.Groups["group"].Value}:{found.Groups["artifact"].Value}", found.Groups["version"].Value, Path, number);
            foreach (Match found in NamedNotation().Matches(text))
                yield return new Dependency($"{found.Groups["group"].Value}:{found.Groups["artifact"].Value}", found.Groups["version"].Value, Path, number);
            if (catalog is null) continue;
            foreach (Match found in CatalogNotation().Matches(text))
            {
                var name = found.Groups["name"].Value;
                IEnumerable<Dependency> known = name.StartsWith("bundles.", StringComparison.Ordinal)
                    ? catalog.Bundle(name["bundles.".Length..])
                    : catalog.Library(name) is { } library ? [library] : [];
                foreach (var dependency in known) yield return dependency with { File = Path, Line = number };
            }
        }
    }

    private AskedVersion? ReadJavaVersion(VersionCatalog? catalog)
    {
        foreach (var pattern in new[] { Toolchain(), Release(), Compatibility() })
        {
            if (First(_lines, pattern) is var (text, line)) return new AskedVersion(text.Replace('_', '.'), Path, line);
        }

        return First(_lines, CatalogToolchain()) is var (name, number) && catalog?.VersionOf(name) is { } version ? new AskedVersion(version, Path, number) : null;
    }

    private static IEnumerable<string> ReadModules(IReadOnlyList<ProjectLine> lines)
    {
        var isOpen = false;
        foreach (var (_, text) in lines)
        {
            isOpen |= Include().IsMatch(text);
            if (!isOpen) continue;
            foreach (Match module in Quoted().Matches(text)) yield return module.Groups["text"].Value.Trim(':').Replace(':', '/');
            // An include in Groovy goes on behind a comma, one in Kotlin until its parenthesis closes.
            var end = text.TrimEnd();
            isOpen = !end.Contains(')', StringComparison.Ordinal) && (end.EndsWith(',') || end.EndsWith('('));
        }
    }

    private static (string Text, int Line)? First(IReadOnlyList<ProjectLine> lines, Regex pattern)
    {
        foreach (var (number, text) in lines)
        {
            if (pattern.Match(text) is { Success: true } match) return (match.Groups["value"].Value, number);
        }

        return null;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Production = @"\b(implementation|api|runtimeOnly|compile|runtime|compileOnly)\b";

    [GeneratedRegex(@"^[ \t]*plugins[ \t]*\{", Options, 1000)]
    private static partial Regex PluginBlock();

    [GeneratedRegex(@"\b(id[ \t]*\(?[ \t]*|apply[ \t]+plugin[ \t]*:[ \t]*|apply[ \t]*\([ \t]*plugin[ \t]*=[ \t]*)['""](?<id>[^'""]+)['""][ \t]*\)?([ \t]*version[ \t]*\(?[ \t]*['""](?<version>[^'""]+)['""])?", Options, 1000)]
    private static partial Regex Plugin();

    [GeneratedRegex(@"\bkotlin[ \t]*\([ \t]*""(?<id>[^""]+)""[ \t]*\)([ \t]*version[ \t]*""(?<version>[^""]+)"")?", Options, 1000)]
    private static partial Regex KotlinPlugin();

    [GeneratedRegex(@"\balias[ \t]*\(?[ \t]*libs\.plugins\.(?<name>[A-Za-z0-9_.]+)", Options, 1000)]
    private static partial Regex CatalogPlugin();

    [GeneratedRegex(@"(^|\{)[ \t]*`?(?<id>java|application|java-library|war|groovy|scala)`?[ \t]*(\}|$)", Options, 1000)]
    private static partial Regex BarePlugin();

    [GeneratedRegex(Production + @"[ \t]*\(?[ \t]*((enforcedPlatform|platform)[ \t]*\(?[ \t]*)?['""](?<group>[^'"":]+):(?<artifact>[^'"":]+)(:(?<version>[^'"":@]+))?", Options, 1000)]
    private static partial Regex Notation();

    [GeneratedRegex(Production + @"[ \t]*\(?[ \t]*group[ \t]*[:=][ \t]*['""](?<group>[^'""]+)['""][ \t]*,[ \t]*name[ \t]*[:=][ \t]*['""](?<artifact>[^'""]+)['""]([ \t]*,[ \t]*version[ \t]*[:=][ \t]*['""](?<version>[^'""]+)['""])?", Options, 1000)]
    private static partial Regex NamedNotation();

    [GeneratedRegex(Production + @"[ \t]*\(?[ \t]*((enforcedPlatform|platform)[ \t]*\(?[ \t]*)?libs\.(?<name>[A-Za-z0-9_.]+)", Options, 1000)]
    private static partial Regex CatalogNotation();

    [GeneratedRegex(@"(JavaLanguageVersion\.of[ \t]*\(|jvmToolchain[ \t]*\()[ \t]*['""]?(?<value>[0-9]+)", Options, 1000)]
    private static partial Regex Toolchain();

    [GeneratedRegex(@"JavaLanguageVersion\.of[ \t]*\([ \t]*libs\.versions\.(?<value>[A-Za-z0-9_.]+?)\.(get|asProvider)\b", Options, 1000)]
    private static partial Regex CatalogToolchain();

    [GeneratedRegex(@"\boptions\.release(\.set[ \t]*\(|[ \t]*=)[ \t]*(?<value>[0-9]+)", Options, 1000)]
    private static partial Regex Release();

    [GeneratedRegex(@"\b(targetCompatibility|sourceCompatibility)[ \t]*=?[ \t]*\(?[ \t]*['""]?(JavaVersion\.(VERSION_|toVersion\(['""]?))?(?<value>[0-9]+([._][0-9]+)?)", Options, 1000)]
    private static partial Regex Compatibility();

    [GeneratedRegex(@"^[ \t]*include\b", Options, 1000)]
    private static partial Regex Include();

    [GeneratedRegex(@"['""](?<text>[^'""]+)['""]", Options, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\brootProject\.name[ \t]*=[ \t]*['""](?<value>[^'""]+)['""]", Options, 1000)]
    private static partial Regex RootName();

    [GeneratedRegex(@"^[ \t]*version[ \t]*=?[ \t]*['""](?<value>[^'""]+)['""]", Options, 1000)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"\bmainClass(Name)?(\.set)?[ \t]*[=(]?[ \t]*\(?[ \t]*['""](?<value>[^'""]+)['""]", Options, 1000)]
    private static partial Regex MainClassLine();
}
