using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>A plain PHP project on Bref 3: a website, a function or a console.</summary>
internal sealed class BrefPhp : IFramework
{
    public const string FrameworkName = "PHP";

    public string Name => FrameworkName;

    public string? Specializes => null;

    public string LooksFor => "composer.json, or index.php, or public/index.php";

    public FrameworkFacts Facts => new(
        "PHP", "bref/php-84:3", "public/index.php, index.php, artisan or bin/console", Notes: "Bref 3 (`bref/bref`); `BREF_RUNTIME` is fpm, function or console by what the file is.");

    public Detection? Detect(ProjectDirectory project)
    {
        var composer = ComposerJson.Read(project);
        var entry = BrefEntry.Find(project);
        if (composer is null && entry is not { Handler: "index.php" or "public/index.php" }) return null;
        var because = composer?.Find(Bref.Package)?.Says("PHP with Bref")
            ?? new Evidence(composer is null ? entry!.Handler : ComposerJson.File, null, "is there", "PHP");
        return Bref.Detect(this, project, composer, entry, because);
    }

    public void Write(Detection found, DockerfileBuilder file) => Bref.Write(found, file);
}
