using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Hono server on Node.js, behind the web adapter; with <c>hono/aws-lambda</c> it exports a handler and is a function.</summary>
internal sealed class Hono : NodeServerFramework
{
    public override string Name => "Hono";

    public override string LooksFor => "hono and @hono/node-server among the dependencies of package.json, and no exported handler";

    protected override IReadOnlyList<string> Packages => ["hono"];

    protected override Dependency? Marker(NodeApp app) => Requires(app, "@hono/node-server") is null ? null : Requires(app, "hono");
}
