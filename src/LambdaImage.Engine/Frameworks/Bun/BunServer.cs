using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Bun;

/// <summary>A server that Bun runs, behind the web adapter. <see href="https://bun.com/docs/runtime/http/server"/></summary>
internal sealed class BunServer : IFramework
{
    /// <summary>The real program: <c>bunx</c> and <c>node</c> are links to it.</summary>
    private const string Program = "/usr/local/bin/bun";

    private static readonly string[] Mains = ["src/index.ts", "index.ts", "src/server.ts", "server.ts", "src/app.ts", "app.ts", "src/main.ts", "main.ts", "src/index.tsx", "index.tsx", "src/index.js", "index.js"];

    /// <summary>Frameworks that only Bun runs.</summary>
    private static readonly string[] OnlyBun = ["elysia", "@stricjs/router", "bao"];

    public string Name => "Bun";

    public string Specializes => "Node.js server";

    public string LooksFor => "a start script that begins with bun, elysia among the dependencies, or a source with Bun.serve";

    public FrameworkFacts Facts => new("Bun", "oven/bun", "bun run src/index.ts", WebAdapter.Port, "steps: build");

    public Detection? Detect(ProjectDirectory project)
    {
        var app = NodeApp.All(project)[0];
        if (Find(app) is not { } evidence || DenoJson.Read(project) is not null || NodeSources.FindHandler(project) is not null) return null;
        var start = Start(app);
        var server = NodeServer.Of(project, start ?? []);
        // Bun.serve and its relatives read PORT themselves, unless a source names another.
        var port = server.Evidence is null && start is not null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Bun.Choose(AskedVersions.Bun(project)),
            Handler = start is null ? null : string.Join(' ', start),
            Incomplete = start is null ? NodeErrors.NoStart(Name, project.Path, Mains) : null,
            ServesHttp = true,
            Evidence = [evidence, .. server.Evidence is null ? [] : new[] { server.Evidence }],
            Warnings = server.Warning is null || port ? [] : [server.Warning],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var app = NodeApp.Of(found.Project, found.Handler);
        var image = file.ChooseBase($"{LambdaBaseImages.Image(found.Runtime)}-slim");
        string[] command = [.. found.Handler!.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        string[] arguments = command is ["bun", .. var rest] ? rest : command;
        var port = NodeServer.Of(found.Project, command).Port;
        file.Ignore(NodePackages.Ignored);
        file.Ignore("dist");
        if (app.Manifest is null || (!app.Manifest.HasPackages && app.Manifest.Script("build") is null))
        {
            Start(Final(file, image, port).Copy(["."], "./"), arguments);
            return;
        }

        var packages = BunPackages.Of(found.Project, [PackageJson.File, .. new[] { NpmRc.File, "bunfig.toml" }.Where(found.Project.Exists)], isThere: true);
        NodeSettings.Check(app, packages, file);
        var build = NeedsBuild(app, arguments) ? file.Command("build", packages.Build) : null;
        if (file.InstallsOnHost)
        {
            OnHost(app, found, file, image, packages, build, Final(file, image, port), arguments);
            return;
        }

        var stage = file.BuildStage(image, "Tools and caches stay in this stage.").WorkDir(LambdaBaseImages.TaskRoot).Prepare();
        var sourcesFirst = app.Manifest.HasWorkspaces || NodeHooks.Of(app.Manifest).Needed.Count > 0;
        if (sourcesFirst) stage.Comment("The installation needs the code, so it is there before it.").Copy(["."], "./");
        else stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", packages.Files)} changes.").CopyManifests(packages.Files);
        if (app.Manifest.HasPackages) stage.Install(NodePackages.Cache, $"{packages.InstallProduction} --ignore-scripts", "mkdir -p node_modules", "mv node_modules /packages");
        if (build is not null)
        {
            stage.Install(NodePackages.Cache, packages.Install);
            if (!sourcesFirst) stage.Copy(["."], "./");
            stage.Run(build).Run("rm -rf node_modules");
        }

        var final = Final(file, image, port);
        if (app.Manifest.HasPackages) final.Comment("Packages first: they change less often than the code.").Copy(["/packages"], "./node_modules", from: "build");
        if (build is null) final.Comment("The code last: it changes most often.").Copy(["."], "./");
        else final.Comment("The code last: it changes most often.").Copy([LambdaBaseImages.TaskRoot], "./", from: "build");
        Start(final, arguments);
    }

    private static void OnHost(NodeApp app, Detection found, DockerfileBuilder file, ParentImage image, NodePackages packages, string? build, StageBuilder final, string[] arguments)
    {
        var locked = Projects.Locks.NodeLock.Read(found.Project, app.Manifest!, "", packages.LockFile).Packages;
        var native = SystemPackages.NodePackageTable.Table.Needs(locked, LinuxDistribution.Debian, SystemPackages.NodePrebuilds.Has).Reasons;
        if (native is [var need, ..]) throw NodeErrors.HostImpossible(found.Project.Path, $"{need.Dependency.Name} ({need.Dependency.File}:{need.Dependency.Line}) may have to be compiled");
        if (app.Manifest!.HasWorkspaces) throw NodeErrors.HostImpossible(found.Project.Path, "the packages of a workspace are put together in a container");
        var platform = NodePlatform.Of(found.Architecture, image.Distribution);
        file.InstallOnHost(new HostInstall
        {
            Tool = "bun",
            Inputs = build is null ? packages.Files : ["."],
            Commands = [.. build is null ? [] : new[] { packages.OnHost[0], NpmPackages.Npm("run build") }, .. packages.ForPlatform!(platform)],
            Result = build is null ? "node_modules" : ".",
        });
        if (build is null) final.Comment("Packages first: they change less often than the code.").CopyFromHost("./node_modules").Comment("The code last: it changes most often.").Copy(["."], "./");
        else final.Comment("The code with the packages it runs with.").CopyFromHost();
        Start(final, arguments);
    }

    private static StageBuilder Final(DockerfileBuilder file, ParentImage image, string port) => file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot)
        .WithWebAdapter(port, new("NODE_ENV", "production"), new("HOME", "/tmp"), new("BUN_RUNTIME_TRANSPILER_CACHE_PATH", "/tmp/bun"))
        .Prepare();

    private static void Start(StageBuilder stage, string[] arguments) => stage.Entrypoint(Program).Cmd(arguments is ["run" or "x", ..] || arguments.Length != 1 ? arguments : ["run", .. arguments]);

    private static Evidence? Find(NodeApp app)
    {
        if (app.Manifest is not { } manifest) return FindSource(app);
        if (OtherRuntime.Start(app, "bun") is { } start) return new Evidence(PackageJson.File, manifest.Line("scripts", start.Name), $"{start.Name}: {start.Command}", "Bun behind the Lambda Web Adapter");
        return manifest.Find(OnlyBun)?.Says("Bun behind the Lambda Web Adapter") ?? FindSource(app);
    }

    private static Evidence? FindSource(NodeApp app)
    {
        foreach (var file in Mains.Where(app.Directory.Exists))
        {
            var line = app.Directory.Lines(file).FirstOrDefault(line => line.Text?.Contains("Bun.serve(", StringComparison.Ordinal) == true);
            if (line.Text is not null) return new Evidence(file, line.Number, "Bun.serve", "Bun behind the Lambda Web Adapter");
        }

        return null;
    }

    private static string[]? Start(NodeApp app)
    {
        if (OtherRuntime.Start(app, "bun") is { } start)
        {
            // Watching is for development.
            string[] words = [.. start.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word != "bun").Where(word => word is not ("--watch" or "--hot"))];
            if (!words.Any(word => word is "&&" or "|" or ";" or "||")) return words;
        }

        if (app.Manifest?.Main is { } main && app.Directory.Exists(main)) return ["bun", "run", main];
        return app.Directory.FirstOf(Mains) is { } file ? ["bun", "run", file] : null;
    }

    private static bool NeedsBuild(NodeApp app, string[] arguments) => app.Manifest?.Script("build") is not null
        && arguments.FirstOrDefault(word => word.Contains('.', StringComparison.Ordinal)) is { } path && (!app.Directory.Exists(path) || NodeOutputs.Of(app, path) is not null);
}
