using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects;

/// <summary>The name of the service, which becomes part of the repository's name.</summary>
internal static class ProjectName
{
    /// <summary>The name a project gives itself, or else its folder's.</summary>
    public static string Of(ProjectDirectory project) =>
        new[] { Declared(project), project.Name, "app" }.Select(Normalize).First(name => name.Length > 0);

    /// <summary>Lower case letters, digits and single hyphens, as ECR and Lambda both allow.</summary>
    public static string Normalize(string? name)
    {
        var letters = (name ?? "").ToLowerInvariant().Select(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? character : '-');
        return string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Scope and vendor are left out: <c>@acme/shop</c> and <c>acme/shop</c> are both <c>shop</c>.</summary>
    private static string? Declared(ProjectDirectory project) =>
        ServerlessYaml.Read(project).Service
        ?? (PackageJson.Read(project)?.Name ?? ComposerJson.Read(project)?.Name)?.Split('/')[^1]
        ?? PyProject.Read(project)?.Name;
}
