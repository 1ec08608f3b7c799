using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Installs and builds in a stage of its own, and copies what the image needs out of it.</summary>
internal sealed class NodeStages(NodeApp app, NodePackages? packages, NodeParent parent, NodeExtras extras, DockerfileBuilder file)
{
    private const string BuildStage = "build";
    private const string Task = LambdaBaseImages.TaskRoot;

    /// <summary>Where packages of production wait while those of development build.</summary>
    private const string Aside = "/packages";

    /// <summary>Starts the stage that installs and builds, with what has to be compiled for the base image.</summary>
    public StageBuilder Start(NodeRecipe recipe, bool isBuilt, bool needsClient)
    {
        var stage = file.BuildStage(parent.Image, isBuilt ? "Compilers and tools of development stay in this stage." : "Tools and caches stay in this stage.");
        if (!parent.Image.IsLambda) stage.WorkDir(Task);
        KeyValuePair<string, string>[] environment = [.. extras.Build, .. recipe.BuildEnvironment];
        if (environment.Length > 0) stage.Env(environment);
        stage.Prepare([.. parent.Needs.Build, .. Git(), .. needsClient ? NodeRuntimeClient.Packages(parent.Image) : []]);
        return stage;
    }

    /// <summary>Installs and builds.</summary>
    /// <returns>What copies the results into the final stage.</returns>
    public Action<StageBuilder> Fill(StageBuilder stage, NodeRecipe recipe, string? build, bool keeps)
    {
        if (app.IsInWorkspace) return Workspace(stage, recipe, build, keeps);
        var prunes = keeps && (packages!.NeedsSources is not null || extras.Prisma is not null);
        var needsAll = build is not null || prunes;
        var setsAside = keeps && !prunes && build is not null;
        var sourcesFirst = packages!.NeedsSources is not null;
        if (packages.NeedsSources is { } reason) stage.Comment($"The installation needs {reason}, so the code is there before it.").Copy(["."], "./");
        else stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", packages.Files)} changes.").CopyManifests(packages.Files);
        string[] first = packages.DropHooks is { } drop ? [drop] : [];
        // Packages that are all for other systems leave nothing behind.
        string[] last = app.Manifest!.Dependencies.Count == 0 ? ["mkdir -p node_modules"] : [];
        if (!needsAll) stage.Install(NodePackages.Cache, [.. first, packages.InstallProduction, .. last]);
        if (setsAside)
        {
            stage.Install(NodePackages.Cache, [.. first, packages.InstallProduction, .. last, $"mv node_modules {Aside}"]);
            first = [];
        }

        if (needsAll) stage.Install(NodePackages.Cache, [.. first, packages.Install]);
        if (needsAll && !sourcesFirst) stage.Copy(["."], "./");
        Steps(stage, recipe, build, folder: "");
        if (prunes) stage.Comment("Without what only the build needed.").Install(NodePackages.Cache, packages.Prune);
        if (setsAside && recipe.Outputs.Count == 0) stage.Comment("Those of production are aside already.").Run("rm -rf node_modules");
        if (recipe.Finish.Count > 0) stage.Run(recipe.Finish);

        return final =>
        {
            if (keeps && (setsAside || !prunes || recipe.Outputs.Count > 0))
            {
                final.Comment($"Packages first: this layer is the same until {string.Join(" or ", packages.Files)} changes.")
                    .Copy([setsAside ? Aside : $"{Task}/node_modules"], "./node_modules", from: BuildStage);
            }

            Browsers(final);
            Outputs(final, recipe, build, isPlain: !needsAll);
        };
    }

    private Action<StageBuilder> Workspace(StageBuilder stage, NodeRecipe recipe, string? build, bool keeps)
    {
        var workspace = NodeWorkspace.Of(app, packages!, Task);
        stage.Comment("The packages of the workspace need each other, so the code is there before the installation.").Copy(["."], "./");
        stage.Install(NodePackages.Cache, [.. packages!.DropHooks is { } drop ? new[] { drop } : [], packages.Install]);
        Steps(stage, recipe, build, app.Folder);
        if (keeps) stage.Comment("What production needs of this package and those it depends on.").Install(NodePackages.Cache, workspace.Production);
        if (recipe.Finish.Count > 0) stage.Run(recipe.Finish);
        return final =>
        {
            Browsers(final);
            // Packages of the workspace are links to their folders, so the packages go into the image with all the code.
            if (keeps) final.Comment("The code with the packages it runs with.").Copy([workspace.Source], workspace.Destination, from: BuildStage);
            var moved = recipe.Outputs.Where(output => !keeps || output.Destination != $"./{output.Source}").ToArray();
            if (!keeps || moved.Length > 0) Outputs(final, recipe with { Outputs = moved }, build, isPlain: false);
        };
    }

    private void Steps(StageBuilder stage, NodeRecipe recipe, string? build, string folder)
    {
        // npx keeps the tools that it fetches among the downloads.
        Action<string[]> run = packages!.Tool == "npm" ? commands => stage.Run(commands) : commands => stage.Install(NodePackages.Cache, commands);
        if (extras.Prisma is { CanGenerate: true, Schema: not null } && file.Command("prisma", $"{packages!.Exec}prisma generate") is { } generate)
        {
            stage.Comment("Prisma's client is generated from the schema.");
            run([.. folder.Length > 0 ? new[] { $"cd {folder}" } : [], generate]);
        }

        if (build is not null) run([build]);
        if (extras.HasPlaywright && file.Command("browsers", $"{packages!.Exec}playwright install chromium") is { } browsers) run([browsers]);
    }

    private void Browsers(StageBuilder final)
    {
        if (extras.HasPlaywright) final.Comment("The browser in the version that Playwright wants.").Copy([NodeExtras.Browsers], NodeExtras.Browsers, from: BuildStage);
    }

    private static void Outputs(StageBuilder final, NodeRecipe recipe, string? build, bool isPlain)
    {
        foreach (var output in recipe.Outputs)
        {
            if (output.Comment is { } why) final.Comment(why);
            final.Copy([$"{Task}/{output.Source}"], output.Destination, from: BuildStage);
        }

        if (recipe.Outputs.Count > 0) return;
        if (isPlain) final.Comment("The code last: it changes most often.").Copy(["."], "./");
        else final.Comment($"The {(build is null ? "" : "compiled ")}code last: it changes most often.").Copy([Task], "./", from: BuildStage);
    }

    /// <summary>Programs that fetch packages from repositories.</summary>
    private IEnumerable<string> Git()
    {
        if (packages is not { FromGit.Count: > 0 }) return [];
        var isAmazon = parent.Image.Distribution is LinuxDistribution.AmazonLinux2023 or LinuxDistribution.AmazonLinux2;
        var ssh = packages.FromGit.Any(package => package.Constraint.Contains("ssh:", StringComparison.Ordinal));
        return [.. isAmazon ? [] : new[] { "ca-certificates" }, "git", .. ssh ? new[] { isAmazon ? "openssh-clients" : "openssh-client" } : []];
    }
}
