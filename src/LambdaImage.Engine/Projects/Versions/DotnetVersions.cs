using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which .NET it wants. The target framework is compiled in, so no other file can
/// overrule it.</summary>
internal static partial class DotnetVersions
{
    /// <summary>Of several the highest, as far as Lambda has it.</summary>
    public static IEnumerable<AskedVersion?> Of(CsProj project)
    {
        if (project.Targets is not { } targets) yield break;
        var versions = Majors(targets.Text);
        if (versions.Count == 0)
        {
            // .NET Framework and libraries' targets are refused by their own names; variables of the build are not known here.
            if (targets.Text.StartsWith("net", StringComparison.Ordinal)) yield return new AskedVersion(targets.Text, targets.File, targets.Line);
            yield break;
        }

        var known = versions.Where(version => LambdaBaseImages.Dotnet.Lines.Any(line => line.Version == version.ToString(CultureInfo.InvariantCulture))).ToList();
        var chosen = known.Count > 0 ? known[^1] : versions[^1];
        yield return new AskedVersion(chosen.ToString(CultureInfo.InvariantCulture), targets.File, targets.Line);
    }

    public static IEnumerable<AskedVersion?> Sdk(ProjectDirectory project)
    {
        if (GlobalJson.Read(project) is { SdkVersion: { } version } json) yield return new AskedVersion(version, GlobalJson.File, json.SdkVersionLine);
        foreach (var tool in VersionFiles.Managed(project, "dotnet", "dotnet-core")) yield return tool;
    }

    /// <summary>Major versions of target frameworks, lowest first.</summary>
    public static IReadOnlyList<int> Majors(string targets) =>
    [
        .. targets.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(target => TargetFramework().Match(target)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture)).Order(),
    ];

    [GeneratedRegex(@"^net(coreapp)?(?<major>[0-9]{1,4})\.[0-9]+(-[a-z0-9.]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TargetFramework();
}
