using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>An Express server that listens on a port, behind the web adapter.</summary>
internal sealed partial class Express : IFramework
{
    private static readonly string[] MainFiles = ["index.js", "app.js", "server.js", "index.mjs", "app.mjs", "server.mjs", "src/index.js", "src/app.js", "src/server.js"];

    public string Name => "Express";

    public string? Specializes => "Node.js";

    public string LooksFor => "express among the dependencies of package.json, and no exported handler";

    public FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "the start script", WebAdapter.Port);

    public Detection? Detect(ProjectDirectory project)
    {
        if (PackageJson.Read(project) is not { } manifest || manifest.Find("express") is not { } express) return null;
        // A project that wraps its server in a handler of its own wants Lambda's events, not the adapter's requests.
        if (NodeSources.FindHandler(project) is not null) return null;
        var start = Start(project, manifest);
        var server = NodeServer.Of(project, start?.Command ?? []);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Node.Choose(AskedVersions.Node(project)),
            Handler = start is null ? null : string.Join(' ', start.Value.Command),
            Incomplete = start is null ? NoStart(project) : null,
            Evidence = [express.Says("Express behind the Lambda Web Adapter"), .. start is null ? [] : new[] { start.Value.Evidence },
                .. server.Evidence is null ? [] : new[] { server.Evidence }],
            Warnings = [.. NodePackages.Of(project, manifest).Warnings(manifest), .. server.Warning is null ? [] : new[] { server.Warning }],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var manifest = PackageJson.Read(found.Project)!;
        var command = Words(found.Handler!);
        var isCompiled = manifest.Script("build") is not null && !command.Any(found.Project.Exists);
        var port = NodeServer.Of(found.Project, command).Port;
        var stage = NodeImage.Write(found.Project, found.Runtime, isCompiled, file, stage => stage.WithWebAdapter(port, KeyValuePair.Create("NODE_ENV", "production")));
        var (entrypoint, arguments) = NodeServer.Command(command);
        if (entrypoint.Length > 1) stage.Comment("npm keeps notes; only /tmp can be written in Lambda.").Env("npm_config_cache", "/tmp/.npm");
        stage.Comment("The base image's entry point speaks Lambda's protocol; here the adapter does that and starts the server.")
            .Entrypoint(entrypoint)
            .Cmd(arguments);
    }

    private static (string[] Command, Evidence Evidence)? Start(ProjectDirectory project, PackageJson manifest)
    {
        if (manifest.Script("start") is { } script)
        {
            // Started directly, the server gets Lambda's signals itself; anything cleverer is npm's to run.
            var command = PlainNode().IsMatch(script) ? Words(script) : ["npm", "start"];
            return (command, new Evidence(PackageJson.File, manifest.Line("scripts", "start"), $"start: {script}", "how the server starts"));
        }

        if (manifest.Main is { } main && project.Exists(main))
            return (["node", main], new Evidence(PackageJson.File, manifest.Line("main"), $"main: {main}", "how the server starts"));
        return project.FirstOf(MainFiles) is { } file ? (["node", file], new Evidence(file, null, "is there", "how the server starts")) : null;
    }

    private static LambdaImageException NoStart(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} uses Express, but package.json has neither a start script nor a main file, and there is none of {string.Join(", ", MainFiles)}.",
        "Add a start script (\"start\": \"node server.js\"), or give the command with -Handler 'node server.js'.", project.Path);

    private static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^node( [\w./@=:-]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainNode();
}
