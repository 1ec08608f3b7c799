using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects;

/// <summary>Finds the projects in the folders of a root that is none itself, for the message that says so.</summary>
internal static class NestedProjects
{
    /// <summary>Folders that are looked into: enough for any workspace, too few to take long in a home folder.</summary>
    private const int MostFolders = 2000;

    /// <summary>Folders in which frameworks are asked, which reads their sources; where there are more, all that have a
    /// manifest are named.</summary>
    private const int MostCandidates = 12;

    private static readonly string[] Manifests =
    [
        "package.json", "requirements.txt", "pyproject.toml", "Pipfile", "Gemfile", "composer.json", "go.mod", "Cargo.toml", "pom.xml", "build.gradle",
        "build.gradle.kts", "deno.json", "deno.jsonc", "mix.exs", "bootstrap", "*.csproj", "*.fsproj",
    ];

    /// <summary>Whether the root only holds other packages together.</summary>
    public static bool IsWorkspace(ProjectDirectory project) =>
        project.FirstOf("pnpm-workspace.yaml", "lerna.json", "nx.json", "turbo.json", GoMod.WorkspaceFile) is not null
        || (project.Exists(PackageJson.File) && PackageJson.Read(project)!.HasWorkspaces)
        || (project.Exists(CargoToml.File) && CargoToml.Read(project) is { IsWorkspace: true, Name: null })
        || (project.Exists(PomXml.File) && PomXml.Read(project) is { Packaging: "pom", Modules.Count: > 0 })
        || DenoJson.Read(project) is { Workspace.Count: > 0 };

    /// <summary>Folders one or two levels down that can be built; where none can or there are many, those with a
    /// manifest.</summary>
    public static IReadOnlyList<string> Find(ProjectDirectory project, IReadOnlyList<IFramework> frameworks)
    {
        List<string> candidates = [.. Folders(project).Take(MostFolders).Where(folder => HasManifest(project, folder))];
        if (candidates.Count is < 2 or > MostCandidates) return candidates;
        List<string> apps = [.. candidates.Where(folder => IsApp(project, folder, frameworks))];
        return apps.Count > 0 ? apps : candidates;
    }

    private static IEnumerable<string> Folders(ProjectDirectory project)
    {
        List<string> direct = [.. project.Folders("")];
        return direct.Concat(direct.SelectMany(project.Folders));
    }

    private static bool HasManifest(ProjectDirectory project, string folder) =>
        Manifests.Any(name => name.Contains('*', StringComparison.Ordinal) ? project.Files($"{folder}/{name}").Count > 0 : project.Exists($"{folder}/{name}"));

    private static bool IsApp(ProjectDirectory project, string folder, IReadOnlyList<IFramework> frameworks)
    {
        try
        {
            var nested = new ProjectDirectory(project.FullPath(folder));
            return frameworks.Any(framework => framework.Detect(nested) is { Incomplete: null, Refusal: null });
        }
        catch (Exception hidden) when (hidden is LambdaImageException or System.Text.RegularExpressions.RegexMatchTimeoutException or IOException or UnauthorizedAccessException)
        {
            // A broken neighbour is not what the user asked about.
            return false;
        }
    }
}
