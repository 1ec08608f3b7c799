using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Runtimes;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Nuxt application, behind the web adapter. <see href="https://nuxt.com/docs/getting-started/deployment#nodejs-server"/></summary>
internal sealed partial class Nuxt : NodeSiteFramework
{
    public override string Name => "Nuxt";

    public override string LooksFor => "nuxt among the dependencies of package.json";

    public override FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "node .output/server/index.mjs", WebAdapter.Port, "steps: build, prisma");

    protected override IReadOnlyList<string> Packages => ["nuxt", "nuxt-nightly", "nuxt3"];

    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("HOST", "0.0.0.0")];

    public static bool IsGenerated(NodeApp app) =>
        app.Manifest?.Script("build") is { } build && (build.Contains("nuxt generate", StringComparison.Ordinal) || build.Contains("nuxi generate", StringComparison.Ordinal));

    protected override bool IsStatic(NodeApp app) => IsGenerated(app);

    protected override string Server(NodeApp app) => ".output/server/index.mjs";

    protected override LambdaImageException? Obstacle(NodeApp app)
    {
        if (Config(app).Says(Preset(), "") is not { } preset || preset.Fact.Contains("node", StringComparison.Ordinal)) return null;
        return NodeErrors.SettingMissing(
            $"{app.Folder}{preset.File}:{preset.Line} builds for another host ({preset.Fact}), and the image needs a server for Node.js.",
            "Remove nitro.preset, or set it to 'node-server'.", preset.File);
    }

    protected override NodeRecipe Recipe(NodeApp app, Detection found) => new()
    {
        IsBuilt = true,
        KeepsPackages = false,
        BuildEnvironment = [new("NITRO_PRESET", "node-server"), new("NUXT_TELEMETRY_DISABLED", "1")],
        Outputs = [new($"{app.Folder}.output", $"./{app.Folder}.output", "The server with the packages it uses.")],
        HostObstacle = app.Manifest!.Dependencies.FirstOrDefault(package => NodePackageTable.Table.Rows.Any(row => row.Dependency == package.Name)) is { } native
            ? $"{native.Name} (package.json:{native.Line}) has programs for one system, and the build copies those of this machine"
            : null,
    };

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        file.Ignore(app.Folder + ".nuxt", app.Folder + ".output", app.Folder + ".data");
        base.Write(app, found, file);
    }

    private static SiteConfig Config(NodeApp app) => SiteConfig.Read(app.Directory, "nuxt.config");

    [GeneratedRegex(@"\bpreset\s*:\s*['""`][\w-]+['""`]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Preset();
}
