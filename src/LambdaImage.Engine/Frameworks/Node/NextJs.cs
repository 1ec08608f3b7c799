using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Next.js application as its own small server, behind the web adapter.
/// <see href="https://nextjs.org/docs/app/api-reference/config/next-config-js/output"/></summary>
internal sealed partial class NextJs : NodeSiteFramework
{
    private const string Remedy = "Add the line  output: 'standalone',  to the configuration object of next.config.* (create next.config.mjs with: export default { output: 'standalone' };).";

    /// <summary>Next.js writes optimised images and fetched data here; Lambda lets it write only below /tmp, which always exists.</summary>
    private const string Link = "require('fs').symlinkSync('/tmp', '.next/standalone/.next/cache')";

    public override string Name => "Next.js";

    public override string LooksFor => "next among the dependencies of package.json";

    public override FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "node server.js", WebAdapter.Port,
        "needs output: 'standalone'; steps: build, prisma; cache in /tmp, so pages that are made anew are kept by one instance only (experimental.isrFlushToDisk: false silences the log)");

    protected override IReadOnlyList<string> Packages => ["next"];

    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("HOSTNAME", "0.0.0.0"), new("NEXT_TELEMETRY_DISABLED", "1")];

    public static bool IsExport(NodeApp app) => Config(app).Says(Export(), "") is not null || app.Manifest?.Script("build")?.Contains("next export", StringComparison.Ordinal) == true;

    protected override bool IsStatic(NodeApp app) => IsExport(app);

    protected override string Server(NodeApp app) => "server.js";

    protected override IEnumerable<Evidence> Settings(NodeApp app) =>
        Config(app).Says(Standalone(), "a server with the packages it uses") is { } found ? [found] : [];

    protected override LambdaImageException? Obstacle(NodeApp app)
    {
        var config = Config(app);
        if (config.Says(Standalone(), "") is not null) return null;
        var file = app.Folder + (config.File ?? "next.config.*");
        return NodeErrors.SettingMissing(
            $"{(config.File is null ? $"{app.Directory.Path} has no next.config.*" : $"{file} of {app.Root.Path} does not set output: 'standalone'")}, so next build makes no server that an image can run.",
            Remedy, file);
    }

    protected override NodeRecipe Recipe(NodeApp app, Detection found)
    {
        var folder = app.Folder;
        NodeOutput[] files =
        [
            new($"{folder}.next/static", $"./{folder}.next/static", "Next.js leaves these to a content delivery network; here the server answers with them."),
            .. app.Directory.HasFolder("public") ? [new NodeOutput($"{folder}public", $"./{folder}public")] : Array.Empty<NodeOutput>(),
        ];
        return new NodeRecipe
        {
            IsBuilt = true,
            KeepsPackages = false,
            BuildEnvironment = [new("NEXT_TELEMETRY_DISABLED", "1")],
            Finish = [$"rm -rf {folder}.next/standalone/{folder}.next/cache", $"ln -s /tmp {folder}.next/standalone/{folder}.next/cache"],
            Outputs = [new($"{folder}.next/standalone", "./", "The server with the packages it uses."), .. files],
        };
    }

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        if (Obstacle(app) is { } obstacle) throw obstacle;
        file.Ignore(app.Folder + ".next", app.Folder + "out", app.Folder + "next-env.d.ts");
        if (app.Manifest!.Script("start") is { } start && !start.Contains("next start", StringComparison.Ordinal) && !start.Contains("standalone", StringComparison.Ordinal))
        {
            file.Warn($"{app.Folder}package.json:{app.Manifest.Line("scripts", "start")} starts a server of the project's own ('{start}'), which output: 'standalone' leaves out; "
                + "the image starts the server that Next.js makes.");
        }

        var recipe = Recipe(app, found);
        // What Next.js gathers on the host is for the host; the packages are installed for the image, and complete.
        Write(app, found, file, !file.InstallsOnHost ? recipe : recipe with
        {
            KeepsPackages = true,
            FinishOnHost = [new HostCommand("node", ["-e", Link])],
            Outputs = [new(".next/standalone/server.js", "./", "The server."), new(".next/standalone/package.json", "./"), new(".next/standalone/.next", "./.next"), .. recipe.Outputs.Skip(1)],
        });
    }

    private static SiteConfig Config(NodeApp app) => SiteConfig.Read(app.Directory, "next.config");

    [GeneratedRegex(@"\boutput\s*[:=][^,;}\n]*['""`]standalone['""`]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Standalone();

    [GeneratedRegex(@"\boutput\s*[:=][^,;}\n]*['""`]export['""`]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Export();
}
