using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>The files that decide what restoring a project does, and how the SDK is asked to restore.</summary>
internal static class DotnetManifests
{
    private static readonly string[] Settings =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "nuget.config", "NuGet.config", "NuGet.Config", "packages.lock.json",
    ];

    /// <summary>The files; null when some of them cannot be told without MSBuild, so that everything has to be there first.</summary>
    public static IReadOnlyList<string>? Of(ProjectDirectory project, CsProj main)
    {
        var projects = new List<CsProj>();
        if (!Collect(project, main, projects)) return null;
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in projects)
        {
            files.Add(member.File);
            foreach (var import in member.Imports)
            {
                var path = import.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal).Replace("$(MSBuildProjectDirectory)\\", "", StringComparison.Ordinal);
                if (path.Contains('$', StringComparison.Ordinal) || path.Contains('*', StringComparison.Ordinal)
                    || RelativePath.Combine(member.File, path) is not { } file || !project.Exists(file)) return null;
                files.Add(file);
            }

            foreach (var folder in FoldersAbove(member.File)) files.UnionWith(Settings.Select(name => folder + name).Where(project.Exists));
        }

        if (project.Exists(GlobalJson.File)) files.Add(GlobalJson.File);
        return [.. files];
    }

    /// <summary>Whether the lock files, if there are any, were made for the processor too: NuGet refuses others in locked mode.</summary>
    public static bool LocksAllow(ProjectDirectory project, CsProj main, string runtime) =>
        project.ReadText($"{main.Folder}packages.lock.json")?.Contains($"/{runtime}\"", StringComparison.Ordinal) != false;

    public static bool HasLock(ProjectDirectory project, CsProj main) => project.Exists($"{main.Folder}packages.lock.json");

    private static bool Collect(ProjectDirectory project, CsProj member, List<CsProj> found)
    {
        if (found.Any(known => known.File == member.File)) return true;
        found.Add(member);
        foreach (var reference in member.References)
        {
            if (RelativePath.Combine(member.File, reference) is not { } file || !project.Exists(file)) return false;
            if (!Collect(project, CsProj.Read(project, file), found)) return false;
        }

        return true;
    }

    private static IEnumerable<string> FoldersAbove(string file)
    {
        for (var end = file.LastIndexOf('/'); end > 0; end = file.LastIndexOf('/', end - 1)) yield return file[..(end + 1)];
        yield return "";
    }
}
