using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A React Router application with server rendering, behind the web adapter.
/// <see href="https://reactrouter.com/start/framework/deploying"/></summary>
internal sealed partial class ReactRouter : NodeServerFramework
{
    public override string Name => "React Router";

    public override string? Specializes => "Node.js";

    public override string LooksFor => "@react-router/node or @react-router/serve among the dependencies of package.json";

    protected override IReadOnlyList<string> Packages => ["@react-router/serve", "@react-router/node"];

    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("HOST", "0.0.0.0")];

    /// <summary>Without server rendering only files are made.</summary>
    public static bool IsFiles(NodeApp app) =>
        BuildsWith(app, "@react-router/dev", "@remix-run/dev") is not null && SiteConfig.Read(app.Directory, "react-router.config", "vite.config").Says(NoServer(), "") is not null;

    protected override NodeFind? Find(NodeApp app) => IsFiles(app) ? null : base.Find(app);

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        file.Ignore(app.Folder + ".react-router", app.Folder + "build");
        base.Write(app, found, file);
    }

    protected override NodeRecipe Recipe(NodeApp app, Detection found) => new() { IsBuilt = app.Manifest?.Script("build") is not null };

    [GeneratedRegex(@"\bssr\s*:\s*false\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoServer();
}
