using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>An Astro site with the adapter for Node.js, behind the web adapter. <see href="https://docs.astro.build/en/guides/integrations-guide/node/"/></summary>
internal sealed partial class Astro : NodeSiteFramework
{
    private const string Adapter = "@astrojs/node";

    /// <summary>Adapters of other hosts.</summary>
    private static readonly string[] Others = ["@astrojs/vercel", "@astrojs/netlify", "@astrojs/cloudflare", "@deno/astro-adapter", "astro-sst"];

    public override string Name => "Astro";

    public override string LooksFor => "astro with @astrojs/node among the dependencies of package.json";

    public override FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "node dist/server/entry.mjs", WebAdapter.Port, "needs mode: 'standalone'; steps: build, prisma");

    protected override IReadOnlyList<string> Packages => ["astro"];

    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("HOST", "0.0.0.0"), new("ASTRO_TELEMETRY_DISABLED", "1")];

    public static bool IsFiles(NodeApp app) => BuildsWith(app, [Adapter, .. Others]) is null;

    protected override bool IsStatic(NodeApp app) => IsFiles(app);

    protected override string Server(NodeApp app) => "dist/server/entry.mjs";

    protected override IEnumerable<Evidence> Settings(NodeApp app) => BuildsWith(app, Adapter) is { } adapter ? [adapter.Says("a server for Node.js")] : [];

    protected override LambdaImageException? Obstacle(NodeApp app)
    {
        var config = SiteConfig.Read(app.Directory, "astro.config");
        if (BuildsWith(app, Adapter) is null && BuildsWith(app, Others) is { } other)
        {
            return NodeErrors.SettingMissing($"{app.Folder}package.json:{other.Line} builds for another host ({other.Name}), and the image needs a server for Node.js.",
                "Run npx astro add node, and remove the other adapter.", app.Directory.FullPath(config.File ?? "package.json"));
        }

        return config.Says(Middleware(), "") is not { } mode ? null : NodeErrors.SettingMissing(
            $"{app.Folder}{mode.File}:{mode.Line} makes a part of a server ({mode.Fact}), and the image needs a whole one.",
            "Write  adapter: node({ mode: 'standalone' })  there, or use the framework of your own server, for example -Framework Express.", mode.File);
    }

    protected override NodeRecipe Recipe(NodeApp app, Detection found) => new()
    {
        IsBuilt = true,
        BuildEnvironment = [new("ASTRO_TELEMETRY_DISABLED", "1")],
        Outputs = [new($"{app.Folder}package.json", $"./{app.Folder}package.json", "The built site with its server."), new($"{app.Folder}dist", $"./{app.Folder}dist")],
    };

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        file.Ignore(app.Folder + ".astro", app.Folder + "dist");
        base.Write(app, found, file);
    }

    [GeneratedRegex(@"\bmode\s*:\s*['""]middleware['""]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Middleware();
}
