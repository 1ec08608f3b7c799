namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>An AdonisJS application, behind the web adapter. The build is a folder with a manifest of its own.
/// <see href="https://docs.adonisjs.com/guides/getting-started/deployment"/></summary>
internal sealed class AdonisJs : NodeServerFramework
{
    public override string Name => "AdonisJS";

    public override string LooksFor => "@adonisjs/core among the dependencies of package.json";

    public override FrameworkFacts Facts => base.Facts with { Start = "node bin/server.js", Notes = "steps: build; APP_KEY and what start/env.ts checks are variables of the function" };

    protected override IReadOnlyList<string> Packages => ["@adonisjs/core"];

    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("HOST", "0.0.0.0"), new("LOG_LEVEL", "info"), new("TZ", "UTC")];

    /// <summary>Scripts start the server of the sources; the build has one of its own.</summary>
    protected override IEnumerable<string> Scripts(NodeApp app) => [];

    protected override bool ReadsPort => true;

    protected override string UsualFile => "bin/server.js";

    protected override NodeRecipe Recipe(NodeApp app, Detection found) => new()
    {
        IsBuilt = true,
        Outputs = [new($"{app.Folder}build", $"./{app.Folder}", "The compiled code last: it changes most often.")],
    };
}
