using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Remix application, behind the web adapter. <see href="https://v2.remix.run/docs/guides/deployment"/></summary>
internal sealed class Remix : NodeServerFramework
{
    public override string Name => "Remix";

    public override string? Specializes => "Node.js";

    public override string LooksFor => "@remix-run/node or @remix-run/serve among the dependencies of package.json";

    protected override IReadOnlyList<string> Packages => ["@remix-run/serve", "@remix-run/node"];

    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("HOST", "0.0.0.0")];

    protected override NodeFind? Find(NodeApp app) => ReactRouter.IsFiles(app) ? null : base.Find(app);

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        file.Ignore(app.Folder + "build", app.Folder + "public/build", app.Folder + ".cache");
        base.Write(app, found, file);
    }

    protected override NodeRecipe Recipe(NodeApp app, Detection found) => new() { IsBuilt = app.Manifest?.Script("build") is not null };
}
