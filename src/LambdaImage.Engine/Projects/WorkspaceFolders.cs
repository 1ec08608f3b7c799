using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects;

/// <summary>The packages of a Node.js workspace, as package.json or pnpm-workspace.yaml of its root names them.</summary>
internal static class WorkspaceFolders
{
    /// <summary>Their folders, each with a slash at the end; none where the project is no workspace.</summary>
    public static IReadOnlyList<string> Of(ProjectDirectory project)
    {
        IEnumerable<string> patterns = [.. PnpmWorkspace.Read(project)?.Packages ?? [], .. PackageJson.Read(project)?.Workspaces ?? []];
        return [.. patterns.Where(pattern => !pattern.StartsWith('!')).Select(pattern => RelativePath.Combine("", pattern)).Where(pattern => pattern is { Length: > 0 })
            .SelectMany(pattern => project.Files($"{pattern}/{PackageJson.File}")).Select(file => file[..^PackageJson.File.Length]).Distinct(StringComparer.Ordinal)];
    }
}
