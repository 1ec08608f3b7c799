namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Koa server that listens on a port, behind the web adapter.</summary>
internal sealed class Koa : NodeServerFramework
{
    public override string Name => "Koa";

    public override string LooksFor => "koa among the dependencies of package.json, and no exported handler";

    protected override IReadOnlyList<string> Packages => ["koa"];
}
