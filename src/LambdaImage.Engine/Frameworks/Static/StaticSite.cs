using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Runtimes;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Static;

/// <summary>A site of files, built or as it is, that nginx serves behind the web adapter. Amazon S3 is the better place, and the user is told so.</summary>
internal sealed class StaticSite : NodeFramework
{
    private const string Server = "/usr/sbin/nginx";

    /// <summary>Files that tell that a page is only a part of something else.</summary>
    private static readonly string[] OtherProjects =
    [
        "composer.json", "Gemfile", "requirements.txt", "pyproject.toml", "Pipfile", "setup.py", "manage.py", "go.mod", "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts",
        "mix.exs", "deno.json", "deno.jsonc", "Package.swift", "pubspec.yaml", "bootstrap", "template.yaml", "template.yml", "serverless.yml",
    ];

    private static readonly string[] Servers = ["express", "fastify", "koa", "@hapi/hapi", "@hono/node-server", "@nestjs/core", "@adonisjs/core", "elysia"];

    public override string Name => "Static site";

    public override string LooksFor => "a build script with vite, react-scripts, @angular/cli, gatsby, astro or the like, or an index.html and nothing else";

    public override FrameworkFacts Facts => new("Static sites", "public.ecr.aws/docker/library/nginx", "nginx", WebAdapter.Port,
        "steps: build; Amazon S3 with CloudFront is the better place for files");

    protected override NodeFind? Find(NodeApp app)
    {
        if (NodeSources.FindHandler(app.Directory) is not null) return null;
        if (OtherProjects.Any(app.Directory.Exists) || app.Directory.Files("*.csproj").Count + app.Directory.Files("*.fsproj").Count + app.Directory.Files("*.php").Count + app.Directory.Files("*.py").Count > 0) return null;
        var advice = $"{app.Root.Name} is a site of files, which needs no function: Amazon S3 with CloudFront serves it faster and for less.";
        if (StaticTool.Of(app) is { } tool)
        {
            return Requires(app, Servers) is not null ? null : new NodeFind
            {
                Handler = $"nginx {app.Folder}{tool.Folder}",
                Evidence = [tool.Package.Says($"a site of files in {tool.Folder}")],
                Warnings = [advice],
            };
        }

        if (app.Manifest is not null || Page(app) is not { } page) return null;
        return new NodeFind { Handler = "nginx", Evidence = [new Evidence(page, null, "is there", "a site of files")], Warnings = [advice] };
    }

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        var tool = StaticTool.Of(app);
        var image = file.ChooseBase($"{LambdaBaseImages.OfficialImages}/nginx:1-alpine");
        var port = WebAdapter.PortOf(file.Options);
        file.Ignore(NodePackages.Ignored);
        file.ProjectFile(NginxConfig.File, NginxConfig.Of(port, tool?.IsApplication == true));
        if (tool is null)
        {
            var folder = Page(app)!.Split('/')[..^1];
            Start(Final(file, image, port).Comment("The site.").Copy([folder.Length == 0 ? "." : string.Join('/', folder)], "./"));
            return;
        }

        var packages = NodePackages.Of(app.Root, app.RootManifest ?? app.Manifest!);
        NodeSettings.Check(app, packages, file);
        file.Ignore(app.Folder + tool.Folder.Split('/')[0]);
        var build = file.Command("build", app.IsInWorkspace ? NodeWorkspace.Of(app, packages, LambdaBaseImages.TaskRoot).Build : packages.Build);
        if (file.InstallsOnHost && build is not null)
        {
            file.InstallOnHost(new HostInstall
            {
                Tool = packages.Tool,
                Inputs = ["."],
                Commands = [.. packages.DropHooks is { } drop ? [NpmPackages.Npm(drop)] : Array.Empty<HostCommand>(), .. packages.OnHost,
                    build == packages.Build ? NpmPackages.Npm("run build") : new HostCommand("npm", ["exec", "--call", build])],
                Result = app.Folder + tool.Folder,
            });
            Start(Final(file, image, port).Comment("The built site.").CopyFromHost());
            return;
        }

        Build(app, found, file, packages, build);
        Start(Final(file, image, port).Comment("The built site.").Copy([$"{LambdaBaseImages.TaskRoot}/{app.Folder}{tool.Folder}"], "./", from: "build"));
    }

    private static void Build(NodeApp app, Detection found, DockerfileBuilder file, NodePackages packages, string? build)
    {
        var image = ParentImage.Of($"{LambdaBaseImages.OfficialImages}/node:{found.Runtime.Version}-bookworm-slim");
        var locked = Projects.Locks.NodeLock.Read(app.Root, app.Manifest!, app.Folder, packages.LockFile).Packages;
        var needs = file.Automatic(NodePackageTable.Table.Needs(locked, LinuxDistribution.Debian, NodePrebuilds.Has));
        var stage = file.BuildStage(image, "Node.js only builds the site; it is not in the image.").WorkDir(LambdaBaseImages.TaskRoot)
            .Prepare([.. needs.Build, .. packages.FromGit.Count > 0 ? new[] { "ca-certificates", "git" } : []]);
        if (packages.NeedsSources is { } reason) stage.Comment($"The installation needs {reason}, so the code is there before it.").Copy(["."], "./");
        else stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", packages.Files)} changes.").CopyManifests(packages.Files);
        stage.Install(NodePackages.Cache, [.. packages.DropHooks is { } drop ? new[] { drop } : [], packages.Install]);
        if (packages.NeedsSources is null) stage.Copy(["."], "./");
        if (build is not null) stage.Run(build);
    }

    private static StageBuilder Final(DockerfileBuilder file, ParentImage image, string port) => file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot)
        .WithWebAdapter(port)
        .Prepare()
        .Copy([NginxConfig.File], "/etc/nginx/nginx.conf");

    private static void Start(StageBuilder stage) =>
        stage.Comment("Without the image's own start scripts, which write into its folders.").Entrypoint(Server).Cmd("-e", "stderr", "-c", "/etc/nginx/nginx.conf");

    private static string? Page(NodeApp app) => app.Directory.FirstOf("index.html", "public/index.html", "dist/index.html", "site/index.html");
}
