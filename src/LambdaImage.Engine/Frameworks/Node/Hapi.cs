namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A hapi server that listens on a port, behind the web adapter.</summary>
internal sealed class Hapi : NodeServerFramework
{
    public override string Name => "hapi";

    public override string LooksFor => "@hapi/hapi among the dependencies of package.json, and no exported handler";

    protected override IReadOnlyList<string> Packages => ["@hapi/hapi"];
}
