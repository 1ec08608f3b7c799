using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>Installs Composer's packages where Composer does not end up in the image: in a stage of their own, or on this machine.</summary>
internal sealed class ComposerInstall
{
    private const string Stage = "vendor";
    private const string AssetStage = "assets";
    private const string Cache = "/root/.cache/composer";

    // Extensions that other images bring are not in this stage; they are checked against Bref's list instead.
    private const string Options = "--no-dev --no-interaction --ignore-platform-reqs";

    private readonly Action<StageBuilder> _copy;

    private ComposerInstall(Action<StageBuilder> copy) => _copy = copy;

    /// <summary>Whether the project brings its packages along.</summary>
    public static bool IsInstalled(ProjectDirectory project) => project.Exists("vendor/autoload.php");

    public static bool HasDevelopmentPackages(ProjectDirectory project) =>
        project.Json("vendor/composer/installed.json") is { } installed
        && installed["dev-package-names"] is System.Text.Json.Nodes.JsonArray { Count: > 0 };

    /// <summary>Writes the stages before the final one.</summary>
    /// <returns>What copies code and packages into the final stage.</returns>
    public static ComposerInstall Write(Detection found, DockerfileBuilder file, ParentImage image, ComposerFinish finish)
    {
        var project = found.Project;
        var assets = Assets(project, finish);
        // The assets' own build brings node_modules, which nobody needs in the image.
        file.Ignore("node_modules");
        if (IsInstalled(project) && assets is null)
        {
            return new ComposerInstall(stage => stage
                .Comment("The code, with the packages that Composer has installed in vendor.").Copy(["."], LambdaBaseImages.TaskRoot));
        }

        if (file.InstallsOnHost) return OnHost(file, project, finish, assets);
        WriteVendor(file, project, image, finish);
        if (assets is not null) WriteAssets(file, project, assets);
        return new ComposerInstall(stage =>
        {
            stage.Comment("The code with its packages.").Copy([LambdaBaseImages.TaskRoot], LambdaBaseImages.TaskRoot, from: Stage);
            if (assets is not null) stage.Copy([$"{LambdaBaseImages.TaskRoot}/{finish.AssetFolder}"], $"{LambdaBaseImages.TaskRoot}/{finish.AssetFolder}", from: AssetStage);
        });
    }

    public void CopyTo(StageBuilder stage) => _copy(stage);

    private static void WriteVendor(DockerfileBuilder file, ProjectDirectory project, ParentImage image, ComposerFinish finish)
    {
        string[] files = [.. new[] { ComposerJson.File, ComposerLock.File, "symfony.lock" }.Where(project.Exists)];
        var stage = file.BuildStage(image, "Composer works in this stage, with the PHP of the image; only what it installs goes on.", Stage)
            .WorkDir(LambdaBaseImages.TaskRoot)
            .Prepare(NeedsGit(project) ? ["git-core", "unzip"] : [])
            .Copy(["/usr/bin/composer"], "/usr/local/bin/composer", from: $"{LambdaBaseImages.OfficialImages}/composer:2")
            .Env([new("COMPOSER_ALLOW_SUPERUSER", "1"), new("COMPOSER_CACHE_DIR", Cache)]);
        if (!IsInstalled(project))
        {
            stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", files)} changes.")
                .CopyManifests(files)
                .Install(Cache, $"composer install --no-scripts --no-autoloader --prefer-dist {Options}");
        }

        stage.Comment("The class map is made once the code is there, so that Lambda need not search for classes.")
            .Copy(["."], "./")
            .Run($"composer dump-autoload --classmap-authoritative --no-scripts {Options}");
        if (finish.Command.Count == 0 || file.Command("prepare", $"env -u LAMBDA_TASK_ROOT php {string.Join(' ', finish.Command)}") is not { } command) return;
        stage.Comment(finish.Why, "Without the variable that makes Bref's bridges believe that they run in Lambda already.").Run(command);
    }

    private static void WriteAssets(DockerfileBuilder file, ProjectDirectory project, PackageJson manifest)
    {
        if (file.Command("assets", NodePackages.Of(project, manifest).Build) is not { } build) return;
        var packages = NodePackages.Of(project, manifest);
        file.Stage($"{LambdaBaseImages.OfficialImages}/node:{LambdaBaseImages.Node.Default}-slim", AssetStage, "Node.js makes the assets and is gone afterwards.")
            .WorkDir(LambdaBaseImages.TaskRoot)
            .Copy(packages.Files, "./")
            .Install("/root/.npm", packages.Install)
            .Comment("With PHP's packages, because some of them bring scripts and styles.")
            .Copy([LambdaBaseImages.TaskRoot], "./", from: Stage)
            .Run(build);
    }

    private static ComposerInstall OnHost(DockerfileBuilder file, ProjectDirectory project, ComposerFinish finish, PackageJson? assets)
    {
        if (assets is not null) throw PhpErrors.AssetsOnHost(project.Path, finish.AssetFolder!);
        file.InstallOnHost(new HostInstall
        {
            Tool = "Composer",
            Inputs = ["."],
            Commands =
            [
                new("composer", ["install", "--no-dev", "--no-interaction", "--no-scripts", "--prefer-dist", "--classmap-authoritative", "--ignore-platform-reqs"]),
                .. finish.Command.Count == 0 ? [] : new[] { new HostCommand("php", finish.Command) },
            ],
            Result = ".",
        });
        return new ComposerInstall(stage => stage
            .Comment("The code with its packages, which Composer installed in a copy of the project on the machine that builds.")
            .CopyFromHost(LambdaBaseImages.TaskRoot));
    }

    /// <summary>Packages without an archive are cloned.</summary>
    private static bool NeedsGit(ProjectDirectory project) =>
        project.Json(ComposerLock.File)?["packages"] is System.Text.Json.Nodes.JsonArray packages
        && packages.OfType<System.Text.Json.Nodes.JsonObject>().Any(package => package["dist"] is null && JsonManifest.Text(package, "source", "type") == "git");

    /// <summary>The manifest whose build script has to run; null when the assets are there or there are none.</summary>
    private static PackageJson? Assets(ProjectDirectory project, ComposerFinish finish) =>
        finish.AssetFolder is { } folder && !project.HasFolder(folder) && PackageJson.Read(project) is { } manifest && manifest.Script("build") is not null ? manifest : null;
}
