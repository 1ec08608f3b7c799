using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>A Laravel application on Bref 3.</summary>
internal sealed class Laravel : IFramework
{
    private const string Package = "laravel/framework";

    public string Name => "Laravel";

    public string? Specializes => BrefPhp.FrameworkName;

    public string LooksFor => "laravel/framework and bref/bref in composer.json, and artisan";

    public FrameworkFacts Facts => new(
        "PHP", "bref/php-84:3", "public/index.php", Notes: "Needs `bref/laravel-bridge`, which moves storage to /tmp; assets are built when `public/build` is not there. Handler `artisan` makes a console.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (ComposerJson.Read(project) is not { } composer || composer.Find(Package) is not { } laravel || !project.Exists("artisan")) return null;
        if (Bref.Find(project, composer) is null) return null;
        var found = Bref.Detect(this, project, composer, BrefEntry.Find(project), laravel.Says("Laravel with Bref"));
        return composer.Find("bref/laravel-bridge") is not null ? found : found with
        {
            Warnings = [.. found.Warnings, "Laravel writes into storage, which is read-only in Lambda; bref/laravel-bridge moves that to /tmp ('composer require bref/laravel-bridge')."],
        };
    }

    public void Write(Detection found, DockerfileBuilder file) => Bref.Write(found, file, new ComposerFinish(
        "Laravel writes its list of packages, which it could not do in Lambda's read-only folders.", ["artisan", "package:discover", "--ansi"], AssetFolder: "public/build"));
}
