using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where scripts and modules say which PowerShell they want: the oldest that will do.
/// <see href="https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_requires"/></summary>
internal static partial class PowerShellVersions
{
    /// <summary>Scripts of the root that are looked into.</summary>
    private const int MostScripts = 50;

    private static readonly string[] Scripts = ["*.ps1", "*.psm1"];

    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        foreach (var tool in VersionFiles.Managed(project, "powershell", "powershell-core", "pwsh")) yield return tool;
        foreach (var file in Scripts.SelectMany(project.Files).Take(MostScripts)) yield return Find(project, file, Requires());
        foreach (var file in project.Files("*.psd1").Take(MostScripts)) yield return Find(project, file, ManifestVersion());
    }

    private static AskedVersion? Find(ProjectDirectory project, string file, Regex pattern) => project.ReadSource(file) is null ? null : project.Lines(file)
        .Select(line => (line.Number, Match: pattern.Match(line.Text)))
        .Where(found => found.Match.Success)
        .Select(found => new AskedVersion($">={found.Match.Groups["version"].Value}", file, found.Number))
        .FirstOrDefault();

    [GeneratedRegex(
        @"^[ \t]*#requires[ \t]+([^\r\n]*[ \t])?-v(e(r(s(i(o(n)?)?)?)?)?)?[ \t:]+(?<version>[0-9]{1,4}(\.[0-9]{1,4}){0,3})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Requires();

    [GeneratedRegex(
        @"^[ \t]*PowerShellVersion[ \t]*=[ \t]*['""]?(?<version>[0-9]{1,4}(\.[0-9]{1,4}){0,3})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ManifestVersion();
}
