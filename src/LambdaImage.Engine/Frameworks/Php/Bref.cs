using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>What all projects on Bref 3 share: one image for websites, functions and consoles, told apart by a variable.
/// <see href="https://bref.sh/docs/deploy/docker"/></summary>
internal static class Bref
{
    public const string Package = "bref/bref";
    public const string Major = "3";

    private static readonly string[] Ignored =
    [
        "auth.json", "tests", "phpunit.xml*", "phpstan*.neon*", ".php-cs-fixer*", "php/conf.dev.d", "database/*.sqlite", "storage/logs", "storage/app", "storage/framework/cache/data",
        "storage/framework/sessions", "storage/framework/views", "public/storage", "public/hot", "var/log", "serverless.yml", ".serverless",
    ];

    /// <summary>Recognises what the project runs.</summary>
    public static Detection Detect(IFramework framework, ProjectDirectory project, ComposerJson? composer, BrefEntry? entry, Evidence because) => new()
    {
        Framework = framework,
        Project = project,
        Runtime = LambdaBaseImages.Php.Choose(AskedVersions.Php(project)),
        Handler = entry?.Handler,
        Incomplete = entry is null ? NoEntry(project) : null,
        Evidence = [because, .. entry is null ? [] : new[] { entry.Evidence }],
        Warnings = composer is null ? [] : [.. Warnings(project)],
    };

    /// <summary>Whether the project has Bref's library, in whatever version.</summary>
    public static Dependency? Find(ProjectDirectory project, ComposerJson? composer) =>
        composer?.Find(Package) is { } declared ? ComposerLock.Read(project)?.Find(Package) ?? declared : null;

    /// <summary>Writes the image.</summary>
    /// <param name="found">The project.</param>
    /// <param name="file">The document.</param>
    /// <param name="finish">What the framework prepares once packages and code are there.</param>
    public static void Write(Detection found, DockerfileBuilder file, ComposerFinish? finish = null)
    {
        var composer = Require(found.Project);
        LambdaBaseImages.Php.Require(found.Runtime);
        file.Ignore(Ignored);
        var version = found.Runtime.Version.Replace(".", "", StringComparison.Ordinal);
        var image = file.ChooseBase($"bref/{(found.Architecture == LambdaArchitecture.Arm64 ? "arm-" : "")}php-{version}:{Major}");
        var source = ComposerInstall.Write(found, file, image, finish ?? ComposerFinish.None);

        var stage = file.FinalStage(image).Prepare();
        new BrefImageParts(found, composer, version).Write(stage, file);
        source.CopyTo(stage);
        stage.Comment("How Bref runs the file below: fpm for websites, function for events, console for commands.")
            .Env("BREF_RUNTIME", BrefEntry.RuntimeFor(found.Project, found.Handler!))
            .Cmd(found.Handler!);
    }

    private static ComposerJson Require(ProjectDirectory project)
    {
        var composer = ComposerJson.Read(project);
        if (Find(project, composer) is not { } bref)
        {
            throw ProjectErrors.DependencyMissing(
                $"{project.Path} does not require {Package}, the runtime that lets PHP answer Lambda's events.",
                $"Run 'composer require {Package}:^{Major}', or, for a website, run it on a web server with -Framework {FrankenPhp.FrameworkName}.", project.Path);
        }

        if (!VersionRange.Allows(bref.Constraint, Major, tildeKeepsMajor: true))
        {
            throw ProjectErrors.Unsupported(
                $"{bref.File}:{bref.Line} asks for {Package} {bref.Constraint}, but the images of Bref {Major} need version {Major} of the library.",
                BrefUpgrade.Steps(project), project.FullPath(bref.File));
        }

        return composer!;
    }

    private static IEnumerable<string> Warnings(ProjectDirectory project)
    {
        if (ComposerInstall.HasDevelopmentPackages(project))
            yield return "vendor holds development packages too, and is copied as it is; run 'composer install --no-dev', or remove vendor to have them installed in the build.";
        if (!ComposerInstall.IsInstalled(project) && !project.Exists(ComposerLock.File))
            yield return "There is no composer.lock, so each build may install other versions; commit it.";
    }

    private static LambdaImageException NoEntry(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} is a PHP project, but has none of public/index.php, index.php, artisan and bin/console.",
        "Name the file or class to run with -Handler.", project.Path);
}
