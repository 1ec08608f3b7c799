using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>Which extensions a project needs: those that composer.json and composer.lock require, and those of packages that forget to say so.</summary>
internal static class PhpExtensions
{
    /// <summary>Packages that work with one of several extensions and therefore require none: the one they take by default.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["intervention/image"] = "gd",
        ["intervention/image-laravel"] = "gd",
        ["league/glide"] = "gd",
        ["spatie/pdf-to-image"] = "imagick",
        ["symfony/amqp-messenger"] = "amqp",
        ["symfony/redis-messenger"] = "redis",
    };

    public static IReadOnlyList<Dependency> Of(ProjectDirectory project, ComposerJson composer)
    {
        var locked = ComposerLock.Read(project);
        IEnumerable<Dependency> packages = locked is null ? composer.Dependencies : locked.Packages;
        return
        [
            .. composer.Extensions
                .Concat(locked?.Extensions ?? [])
                .Concat(packages.Where(package => Known.ContainsKey(package.Name)).Select(package => package with { Name = Known[package.Name] }))
                .DistinctBy(extension => extension.Name)
                .OrderBy(extension => extension.Name, StringComparer.Ordinal),
        ];
    }
}
