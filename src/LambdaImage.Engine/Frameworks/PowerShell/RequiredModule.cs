using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.PowerShell;

/// <summary>A module that a script or a module manifest asks for.
/// <see href="https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_requires"/></summary>
/// <param name="Name">Name in the PowerShell Gallery.</param>
/// <param name="Range">Version or range as NuGet writes it; null: the newest.</param>
/// <param name="File">Where it is asked for.</param>
/// <param name="Line">One-based line.</param>
internal sealed partial record RequiredModule(string Name, string? Range, string File, int Line)
{
    /// <summary>The modules that PowerShell brings along.</summary>
    private static readonly string[] Included =
    [
        "CimCmdlets", "Microsoft.PowerShell.Archive", "Microsoft.PowerShell.Core", "Microsoft.PowerShell.Host", "Microsoft.PowerShell.Management", "Microsoft.PowerShell.PSResourceGet",
        "Microsoft.PowerShell.Security", "Microsoft.PowerShell.Utility", "PackageManagement", "PowerShellGet", "PSReadLine", "ThreadJob",
    ];

    private static readonly string[] Files = ["*.ps1", "*.psm1", "src/*.ps1", "src/*.psm1"];

    /// <summary>Those that are neither PowerShell's own nor in the project's folder <c>modules</c>.</summary>
    public static IReadOnlyList<RequiredModule> Find(ProjectDirectory project)
    {
        List<RequiredModule> found = [];
        foreach (var file in Files.SelectMany(project.Files).Where(file => !file.EndsWith(".Tests.ps1", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var (number, text) in project.Lines(file))
            {
                if (Requires().Match(text) is { Success: true } requires) found.AddRange(Parse(requires.Groups["modules"].Value, file, number));
            }
        }

        foreach (var file in project.Files("*.psd1"))
        {
            if (PowerShellSources.Code(project, file) is { } text && ManifestList().Match(text) is { Success: true } list)
                found.AddRange(Parse(list.Groups["modules"].Value, file, SourceCode.LineAt(text, list.Index)));
        }

        return [.. found.Where(module => !Included.Contains(module.Name, StringComparer.OrdinalIgnoreCase) && !project.HasFolder($"modules/{module.Name}")).DistinctBy(module => module.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The command that saves it with what it needs itself.</summary>
    public string Save(string folder) =>
        $"Save-PSResource -Name '{Name}'{(Range is null ? "" : $" -Version '{Range}'")} -Path '{folder}' -Repository PSGallery -TrustRepository -ErrorAction Stop";

    private static IEnumerable<RequiredModule> Parse(string list, string file, int line)
    {
        foreach (Match item in Item().Matches(list))
        {
            if (item.Groups["plain"].Success)
            {
                yield return new RequiredModule(item.Groups["plain"].Value, null, file, line);
                continue;
            }

            var values = Pair().Matches(item.Value).ToDictionary(pair => pair.Groups["key"].Value, pair => pair.Groups["value"].Value, StringComparer.OrdinalIgnoreCase);
            if (!values.TryGetValue("ModuleName", out var name)) continue;
            var range = values.TryGetValue("RequiredVersion", out var exact) ? exact
                : (values.GetValueOrDefault("ModuleVersion"), values.GetValueOrDefault("MaximumVersion")) is var (from, to) && (from ?? to) is not null ? $"[{from},{to}]"
                : null;
            yield return new RequiredModule(name, range, file, line);
        }
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>A name or a table, and more of them behind commas.</summary>
    private const string List = $"{One}(\\s*,\\s*{One})*";

    private const string One = @"(@\{[^}]*\}|'[^'\n]+'|""[^""\n]+""|[A-Za-z][\w.-]*)";

    [GeneratedRegex(@"^\s*#requires\s([^#]*\s)?-mod(u(l(e(s)?)?)?)?\s+(?<modules>" + List + ")", Options, 1000)]
    private static partial Regex Requires();

    [GeneratedRegex(@"^\s*RequiredModules\s*=\s*(@\((?<modules>[^)]*)|(?<modules>" + List + "))", Options | RegexOptions.Multiline, 1000)]
    private static partial Regex ManifestList();

    [GeneratedRegex(@"@\{[^}]*\}|['""]?(?<plain>[A-Za-z][A-Za-z0-9_.-]*)['""]?", Options, 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<key>\w+)\s*=\s*['""](?<value>[A-Za-z0-9_.-]+)['""]", Options, 1000)]
    private static partial Regex Pair();
}
