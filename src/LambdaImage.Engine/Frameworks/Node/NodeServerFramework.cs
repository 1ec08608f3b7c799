using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A server that a start script starts and that listens on a port, behind the web adapter.</summary>
internal abstract class NodeServerFramework : NodeFramework
{
    /// <summary>Frameworks that have servers such as these inside them, or beside them.</summary>
    private static readonly string[] Larger =
    [
        "next", "nuxt", "@remix-run/node", "@remix-run/serve", "@react-router/node", "@react-router/serve", "@sveltejs/kit", "astro", "@nestjs/core", "@adonisjs/core",
        "@tanstack/react-start", "@tanstack/solid-start", "@angular/ssr",
    ];

    public override string? Specializes => "Node.js server";

    public override FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "the start script", WebAdapter.Port, "steps: build, prisma, browsers");

    /// <summary>Packages that tell the framework.</summary>
    protected abstract IReadOnlyList<string> Packages { get; }

    /// <summary>Packages that tell any of these frameworks.</summary>
    protected static IEnumerable<string> AllPackages => FrameworkCatalog.All.OfType<NodeServerFramework>().SelectMany(framework => framework.Packages);

    /// <summary>Scripts that start the server in production, the best first.</summary>
    protected virtual IEnumerable<string> Scripts(NodeApp app) => ["start"];

    /// <summary>Where the compiled server is when no script says it; null when the framework has no such place.</summary>
    protected virtual string? UsualFile => null;

    /// <summary>Whether the framework itself reads PORT, whatever the sources say.</summary>
    protected virtual bool ReadsPort => false;

    /// <summary>Further variables of the image.</summary>
    protected virtual IReadOnlyList<KeyValuePair<string, string>> Environment => [];

    /// <summary>What the framework's own rules about listening say; null for nothing.</summary>
    protected virtual string? Listens(NodeApp app, NodeServer server) => null;

    protected virtual Dependency? Marker(NodeApp app) => Requires(app, Packages);

    protected override NodeFind? Find(NodeApp app)
    {
        if (app.Manifest is not { } manifest || Marker(app) is not { } package) return null;
        if (!Larger.Contains(package.Name) && Requires(app, Larger) is not null) return null;
        // A project that wraps its server in a handler of its own wants Lambda's events, not the adapter's requests.
        if (NodeSources.FindHandler(app.Directory) is not null || OtherRuntime.Runs(app)) return null;
        NodeStart? start;
        try
        {
            start = NodeStart.Of(app, Scripts(app)) ?? (UsualFile is { } usual ? new NodeStart(["node", usual], new Evidence("package.json", package.Line, package.Name, "how the server starts")) : null);
        }
        catch (LambdaImageException error)
        {
            return new NodeFind { Incomplete = error, Evidence = [package.Says($"{Name} behind the Lambda Web Adapter")] };
        }

        return new NodeFind
        {
            Handler = start is null ? null : start.In(app.Folder),
            Incomplete = start is null ? NodeErrors.NoStart(Name, app.Directory.Path, NodeStart.MainFiles) : null,
            Evidence = [package.Says($"{Name} behind the Lambda Web Adapter"), .. start is null ? [] : new[] { start.Evidence }],
            Warnings = start?.Warning is { } about ? [about] : [],
            LookCloser = find => WithPort(find, app, start),
        };
    }

    /// <summary>Adds where the server listens, and what is wrong with that.</summary>
    private NodeFind WithPort(NodeFind find, NodeApp app, NodeStart? start)
    {
        var server = NodeServer.Of(app.Directory, start?.Command ?? []);
        return find with
        {
            Evidence = [.. find.Evidence, .. server.Evidence is null ? [] : new[] { server.Evidence }],
            Warnings =
            [
                .. find.Warnings,
                .. !ReadsPort && !(start is { Command: [var program, ..] } && NodePrograms.Knows(program)) && server.Warning is { } port ? [port] : Array.Empty<string>(),
                .. (Listens(app, server) ?? Address(app, server)) is { } address ? [address] : Array.Empty<string>(),
            ],
        };
    }

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file) => Write(app, found, file, Recipe(app, found));

    /// <summary>What is built and copied.</summary>
    protected virtual NodeRecipe Recipe(NodeApp app, Detection found)
    {
        var command = Inner(app, found);
        var path = NodeStart.FileOf(app, command);
        var exists = path is not null && app.Directory.Exists(path);
        var hasBuild = app.Manifest?.Script("build") is not null;
        var isBuilt = hasBuild && (path is null || !exists || NodeOutputs.Of(app, path) is not null || NodeBuild.MakesFiles(app.Directory));
        return path is not null && !exists && !hasBuild && !path.Contains("node_modules/", StringComparison.Ordinal)
            ? throw NodeErrors.StartFileMissing(path, app.Directory.Path)
            : new NodeRecipe { IsBuilt = isBuilt };
    }

    /// <summary>Writes the image of a recipe, with adapter and start command.</summary>
    protected void Write(NodeApp app, Detection found, DockerfileBuilder file, NodeRecipe recipe)
    {
        var command = EnvironmentFiles.WithoutLost(Inner(app, found), app, file);
        var image = new NodeImage(app, found, file);
        if (recipe.IsBuilt && NodeStart.FileOf(app, command) is { } path && NodeOutputs.Of(app, path) is { } output) file.Ignore(app.Folder + output);
        var port = NodeServer.Of(app.Directory, command).Port;
        var (entrypoint, arguments) = NodePrograms.Command(command, image.Parent, image.Locked.Packages);
        var stage = image.Write(recipe with
        {
            Prepare = stage => stage.WithWebAdapter(port,
            [
                new("NODE_ENV", "production"), .. Environment, new("HOME", "/tmp"),
                .. entrypoint.Length > 1 ? [KeyValuePair.Create("npm_config_cache", "/tmp/.npm"), KeyValuePair.Create("npm_config_update_notifier", "false")] : Array.Empty<KeyValuePair<string, string>>(),
            ]),
        });
        if (app.IsInWorkspace) stage.WorkDir($"{LambdaBaseImages.TaskRoot}/{app.Folder.TrimEnd('/')}");
        if (image.Parent.Image.IsLambda) stage.Comment("The base image's entry point speaks Lambda's protocol; here the adapter does that and starts the server.");
        stage.Entrypoint(entrypoint).Cmd(arguments);
    }

    /// <summary>The command as seen from the package.</summary>
    protected static string[] Inner(NodeApp app, Detection found)
    {
        string[] words = found.Handler!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!app.IsInWorkspace) return words;
        var named = NodeApp.FolderAt(words, app.Folder) ?? -1;
        // npm is started in the folder.
        if (words is ["npm", ..] && named > 0)
        {
            words = [.. words[..(named - 1)], .. words[(named + 1)..]];
            return words is ["npm", "exec", "--", .. var program] ? program : words;
        }

        return [.. words.Select((word, at) => at == named ? "." : Shorter(word))];

        string Shorter(string word) => NodeApp.Plain(word).StartsWith(app.Folder, StringComparison.Ordinal) ? NodeApp.Plain(word)[app.Folder.Length..] : word;
    }

    private static string? Address(NodeApp app, NodeServer server) => server.OneAddress is not { } place ? null
        : $"{app.Folder}{place.File}:{place.Line} listens on one address only ({place.Fact}); let it listen on 0.0.0.0, so that the web adapter and a local run with a published port reach it.";
}
