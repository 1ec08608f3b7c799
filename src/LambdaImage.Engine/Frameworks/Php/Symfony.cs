using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>A Symfony application on Bref 3.</summary>
internal sealed class Symfony : IFramework
{
    private const string Package = "symfony/framework-bundle";

    public string Name => "Symfony";

    public string? Specializes => BrefPhp.FrameworkName;

    public string LooksFor => "symfony/framework-bundle and bref/bref in composer.json, and bin/console";

    public FrameworkFacts Facts => new(
        "PHP", "bref/php-84:3", "public/index.php", Notes: "Needs `bref/symfony-bridge`, which moves cache and logs to /tmp; the cache is warmed up in the build. Handler `bin/console` makes a console.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (ComposerJson.Read(project) is not { } composer || composer.Find(Package) is not { } symfony || !project.Exists("bin/console")) return null;
        if (Bref.Find(project, composer) is null) return null;
        var found = Bref.Detect(this, project, composer, BrefEntry.Find(project), symfony.Says("Symfony with Bref"));
        return composer.Find("bref/symfony-bridge") is not null ? found : found with
        {
            Warnings = [.. found.Warnings, "Symfony writes into var, which is read-only in Lambda; bref/symfony-bridge moves that to /tmp ('composer require bref/symfony-bridge')."],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        // Symfony keeps defaults without secrets in .env and reads them at run time; what is really secret is in .env.local and its like.
        file.Ignore("!.env", "var/cache", ".env.local", ".env.*.local");
        Bref.Write(found, file, new ComposerFinish(
            "The container is compiled here, because Lambda's folders are read-only; the bridge finds it.", ["bin/console", "cache:warmup", "--env=prod", "--no-debug"], AssetFolder: "public/build"));
    }
}
