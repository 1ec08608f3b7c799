using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>Installs Composer's packages in a stage of their own, so that Composer does not end up in the
/// image.</summary>
internal static class ComposerStage
{
    public const string LockFile = "composer.lock";
    public const string Name = "vendor";

    // Extensions are those of the final image, not of this one; Composer cannot see them here.
    private const string Options = "--no-dev --no-interaction --ignore-platform-reqs";

    /// <summary>Whether the project brings its packages along.</summary>
    public static bool IsInstalled(ProjectDirectory project) => project.Exists("vendor/autoload.php");

    public static bool HasDevelopmentPackages(ProjectDirectory project) =>
        project.Json("vendor/composer/installed.json") is { } installed
        && installed["dev-package-names"] is System.Text.Json.Nodes.JsonArray { Count: > 0 };

    public static void Write(ProjectDirectory project, ComposerJson composer, DockerfileBuilder file)
    {
        var files = new[] { ComposerJson.File, LockFile }.Where(project.Exists).ToArray();
        var stage = file.Stage($"{LambdaBaseImages.OfficialImages}/composer:2", Name, "Composer works in this stage; only what it installs goes on.")
            .WorkDir("/app")
            .Comment($"Packages first: this layer is reused until {string.Join(" or ", files)} changes.")
            .Copy(files, "./")
            .Run($"composer install --no-scripts --no-autoloader --prefer-dist {Options}")
            .Comment("The class map is made once the code is there, so that Lambda need not search for classes.")
            .Copy(["."], "./")
            .Run($"composer dump-autoload --optimize --no-scripts {Options}");
        if (composer.Find("laravel/framework") is not null)
            stage.Comment("Laravel writes its list of packages, which it could not do in Lambda's read-only folders.").Run("php artisan package:discover --ansi");
    }
}
