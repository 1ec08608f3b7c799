using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Deno;

/// <summary>A server that Deno runs, behind the web adapter; its modules are in the image, where nothing can be fetched or written.
/// <see href="https://docs.deno.com/runtime/reference/docker/"/></summary>
internal sealed class DenoServer : IFramework
{
    /// <summary>Where Deno keeps modules; the folder of its own image belongs to another user.</summary>
    private const string Cache = "/var/deno";

    private static readonly string[] Locks = ["deno.lock"];

    public string Name => "Deno";

    public string Specializes => "Node.js server";

    public string LooksFor => "deno.json or deno.jsonc, or deno.lock, with a start task or a main.ts, mod.ts, server.ts or index.ts";

    public FrameworkFacts Facts => new("Deno", "denoland/deno", "deno run -A main.ts", WebAdapter.Port, "steps: cache, build");

    public Detection? Detect(ProjectDirectory project)
    {
        var manifest = DenoJson.Read(project);
        if (manifest is null && !Locks.Any(project.Exists)) return null;
        var start = DenoStart.Of(project, manifest);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Deno.Choose(AskedVersions.Deno(project)),
            Handler = start?.Command,
            Incomplete = start is null ? NodeErrors.NoStart(Name, project.Path, DenoStart.Mains) : null,
            ServesHttp = true,
            Evidence = [new Evidence(manifest?.File ?? Locks[0], null, "is there", Name), .. start is null ? [] : new[] { start.Evidence }],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var project = found.Project;
        var manifest = DenoJson.Read(project);
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        var program = image.Distribution == LinuxDistribution.Alpine || image.Image.Contains("distroless", StringComparison.Ordinal) ? "/bin/deno" : "/usr/bin/deno";
        string[] command = [.. found.Handler!.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var serves = command is ["deno", "serve", ..];
        // deno serve has an option for its port; Deno.serve has 8000 unless a source names another.
        var server = NodeServer.Of(project, command);
        var port = WebAdapter.PortOf(file.Options, serves || server.Evidence is not null ? server.Port : "8000");
        var main = DenoStart.FileOf(command);
        file.Ignore(".deno", "coverage", "**/node_modules", "_fresh", "test", "tests", "**/*_test.ts");
        if (file.InstallsOnHost)
        {
            if (manifest?.Task("build") is not null) throw NodeErrors.HostImpossible(project.Path, $"the task build of {manifest.File} is run in a container");
            if (project.Exists("package.json")) throw NodeErrors.HostImpossible(project.Path, "Deno puts packages of package.json in place for this machine");
            file.InstallOnHost(new HostInstall
            {
                Tool = "deno",
                Inputs = ["."],
                Commands = [new HostCommand("deno", ["install", .. main is null ? [] : new[] { "--entrypoint", main }]) { Environment = new Dictionary<string, string> { ["DENO_DIR"] = "lambda-image-deno" } }],
                Result = "lambda-image-deno",
            });
            var onHost = Final(file, image, port).Comment("The modules in the versions of the lock file.").CopyFromHost($"{Cache}/");
            Start(onHost.Comment("The code last: it changes most often.").Copy(["."], "./"), program, command, serves, port);
            return;
        }

        var build = manifest?.Task("build") is not null ? file.Command("build", "deno task build") : null;
        var cache = main is null ? null : file.Command("cache", $"deno install{(project.Exists("deno.lock") ? " --frozen" : "")} --entrypoint {main}");
        var stage = file.BuildStage(image, "Modules are fetched in this stage.").WorkDir(LambdaBaseImages.TaskRoot).Env("DENO_DIR", Cache).Prepare();
        stage.Comment("The code tells which modules are needed; the lock file says in which versions.").Copy(["."], "./");
        if (build is not null) stage.Install(null, project.Exists("package.json") || manifest?.Imports.Count > 0 ? ["deno install", build] : [build]);
        if (cache is not null) stage.Install(null, cache);
        var final = Final(file, image, port);
        final.Comment("The modules, for reading only.").Copy([Cache], Cache, from: "build");
        final.Comment("The code last: it changes most often.").Copy([LambdaBaseImages.TaskRoot], "./", from: "build");
        Start(final, program, command, serves, port);
    }

    private static StageBuilder Final(DockerfileBuilder file, ParentImage image, string port) => file.FinalStage(image).WorkDir(LambdaBaseImages.TaskRoot)
        .WithWebAdapter(port, new("DENO_DIR", Cache), new("DENO_NO_UPDATE_CHECK", "1"), new("HOME", "/tmp"))
        .Prepare();

    private static void Start(StageBuilder stage, string program, string[] command, bool serves, string port)
    {
        string[] arguments = command is ["deno", .. var rest] ? rest : command;
        if (arguments is ["run" or "serve", ..]) arguments = [arguments[0], "--cached-only", .. serves ? new[] { "--host", "0.0.0.0", "--port", port } : [], .. arguments[1..]];
        stage.Entrypoint(program).Cmd(arguments);
    }
}
