using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>A PHP project on Bref 3: plain PHP, Laravel, Symfony. <see
/// href="https://bref.sh/docs/deploy/docker"/></summary>
internal sealed class BrefPhp : IFramework
{
    private const string Package = "bref/bref";
    private const string Major = "3";

    public string Name => "PHP";

    public string? Specializes => null;

    public string LooksFor => "composer.json, or index.php, or public/index.php";

    public FrameworkFacts Facts => new("PHP", "bref/php", "public/index.php");

    public Detection? Detect(ProjectDirectory project)
    {
        var composer = ComposerJson.Read(project);
        var entry = BrefEntry.Find(project);
        if (composer is null && entry is not { Handler: "index.php" or "public/index.php" }) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Php.Choose(AskedVersions.Php(project)),
            Handler = entry?.Handler,
            Incomplete = entry is null ? NoEntry(project) : null,
            Evidence = [composer?.Find(Package)?.Says("PHP with Bref") ?? new Evidence(composer is null ? entry!.Handler : ComposerJson.File, null, "is there", "PHP"),
                .. entry is null ? [] : new[] { entry.Evidence }],
            Warnings = composer is null ? [] : [.. Warnings(project, composer)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var composer = RequireBref(found.Project);
        LambdaBaseImages.Php.Require(found.Runtime);
        var version = found.Runtime.Version.Replace(".", "", StringComparison.Ordinal);
        file.Ignore("node_modules", "tests", "phpunit.xml*", "database/*.sqlite", "storage/logs", "storage/framework/cache/data", "var/cache", "var/log");
        // Symfony keeps defaults without secrets in .env and reads them at run time.
        if (composer.Find("symfony/framework-bundle") is not null) file.Ignore("!.env");
        var isInstalled = ComposerStage.IsInstalled(found.Project);
        if (!isInstalled) ComposerStage.Write(found.Project, composer, file);
        var stage = file.Stage($"bref/{(found.Architecture == LambdaArchitecture.Arm64 ? "arm-" : "")}php-{version}:{Major}");
        new BrefImageParts(found, composer, version).Write(stage, file);
        stage.Comment(isInstalled ? "The code, with the packages that Composer has installed in vendor." : "The code with its packages.")
            .Copy(isInstalled ? ["."] : ["/app"], LambdaBaseImages.TaskRoot, isInstalled ? null : ComposerStage.Name)
            .Comment("How Bref runs the file below: fpm for websites, function for events, console for commands.")
            .Env("BREF_RUNTIME", BrefEntry.RuntimeFor(found.Project, found.Handler!))
            .Cmd(found.Handler!);
    }

    private static ComposerJson RequireBref(ProjectDirectory project)
    {
        var composer = ComposerJson.Read(project);
        if (composer?.Find(Package) is not { } bref)
        {
            throw ProjectErrors.DependencyMissing(
                $"{project.Path} does not require {Package}, the runtime that lets PHP answer Lambda's events.", $"Run 'composer require {Package}:^{Major}'.", project.Path);
        }

        // What is locked is what gets installed, whatever else the manifest allows.
        bref = ComposerLock.Read(project)?.Find(Package) ?? bref;
        if (!VersionRange.Allows(bref.Constraint, Major, tildeKeepsMajor: true))
        {
            throw ProjectErrors.Unsupported(
                $"{bref.File}:{bref.Line} asks for {Package} {bref.Constraint}, but the images of Bref {Major} need version {Major} of the library.",
                $"Run 'composer require {Package}:^{Major} --with-all-dependencies' (see https://bref.sh/docs/upgrading/v3), or keep your version with a Dockerfile of your own and -Dockerfile.",
                project.FullPath(bref.File));
        }

        return composer;
    }

    private static IEnumerable<string> Warnings(ProjectDirectory project, ComposerJson composer)
    {
        if (composer.Find("laravel/framework") is not null && composer.Find("bref/laravel-bridge") is null)
            yield return "Laravel writes into storage, which is read-only in Lambda; bref/laravel-bridge moves that to /tmp ('composer require bref/laravel-bridge').";
        if (composer.Find("symfony/framework-bundle") is not null && composer.Find("bref/symfony-bridge") is null)
            yield return "Symfony writes into var, which is read-only in Lambda; bref/symfony-bridge moves that to /tmp ('composer require bref/symfony-bridge').";
        if (ComposerStage.HasDevelopmentPackages(project))
            yield return "vendor holds development packages too, and is copied as it is; run 'composer install --no-dev', or remove vendor to have them installed in the build.";
        if (!ComposerStage.IsInstalled(project) && !project.Exists(ComposerStage.LockFile))
            yield return "There is no composer.lock, so each build may install other versions; commit it.";
    }

    private static LambdaImageException NoEntry(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} is a PHP project, but has none of public/index.php, index.php, artisan and bin/console.",
        "Name the file or class to run with -Handler.", project.Path);
}
