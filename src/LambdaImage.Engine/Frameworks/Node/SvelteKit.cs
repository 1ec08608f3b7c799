using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A SvelteKit application with the adapter for Node.js, behind the web adapter. <see href="https://svelte.dev/docs/kit/adapter-node"/></summary>
internal sealed partial class SvelteKit : NodeSiteFramework
{
    private const string Wanted = "@sveltejs/adapter-node";
    private const string Files = "@sveltejs/adapter-static";

    public override string Name => "SvelteKit";

    public override string LooksFor => "@sveltejs/kit among the dependencies of package.json";

    public override FrameworkFacts Facts => new("Node.js", "public.ecr.aws/lambda/nodejs", "node build", WebAdapter.Port,
        "needs @sveltejs/adapter-node; steps: build, prisma; forms need the variable ORIGIN when the site has a name of its own");

    protected override IReadOnlyList<string> Packages => ["@sveltejs/kit"];

    /// <summary>Lambda's addresses are all https, and say so in this header.</summary>
    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("HOST", "0.0.0.0"), new("PROTOCOL_HEADER", "x-forwarded-proto")];

    public static bool IsFiles(NodeApp app) => Adapter(app)?.Fact.Contains(Files, StringComparison.Ordinal) == true;

    protected override bool IsStatic(NodeApp app) => IsFiles(app);

    protected override string Server(NodeApp app) => Folder(app) + "/index.js";

    protected override IEnumerable<Evidence> Settings(NodeApp app) => Adapter(app) is { } adapter ? [adapter] : [];

    protected override LambdaImageException? Obstacle(NodeApp app)
    {
        var adapter = Adapter(app);
        if (adapter?.Fact.Contains(Wanted, StringComparison.Ordinal) == true) return null;
        return NodeErrors.SettingMissing(
            adapter is null
                ? $"svelte.config.js of {app.Directory.Path} names no adapter that makes a server for Node.js."
                : $"{app.Folder}{adapter.File}:{adapter.Line} uses another adapter ({adapter.Fact}), and the image needs a server for Node.js.",
            $"Run npm install --save-dev {Wanted}, and write  import adapter from '{Wanted}';  in svelte.config.js.", app.Directory.FullPath("svelte.config.js"));
    }

    protected override NodeRecipe Recipe(NodeApp app, Detection found)
    {
        var folder = Folder(app);
        return new NodeRecipe
        {
            IsBuilt = true,
            Outputs =
            [
                new($"{app.Folder}package.json", $"./{app.Folder}package.json", "The built server; package.json tells that it is made of modules."),
                new($"{app.Folder}{folder}", $"./{app.Folder}{folder}"),
            ],
        };
    }

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        file.Ignore(app.Folder + ".svelte-kit", app.Folder + Folder(app));
        base.Write(app, found, file);
    }

    private static Evidence? Adapter(NodeApp app) => SiteConfig.Read(app.Directory, "svelte.config").Says(Import(), "the adapter");

    private static string Folder(NodeApp app) =>
        Out().Match(SiteConfig.Read(app.Directory, "svelte.config").Text) is { Success: true } match ? match.Groups["path"].Value.TrimEnd('/') : "build";

    [GeneratedRegex(@"\bfrom\s+['""][^'""\n]*adapter[^'""\n]*['""]|require\(['""][^'""\n]*adapter[^'""\n]*['""]\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Import();

    [GeneratedRegex(@"\bout\s*:\s*['""](\./)?(?<path>[\w./-]+)['""]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Out();
}
