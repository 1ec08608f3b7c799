namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>An Express server that listens on a port, behind the web adapter.</summary>
internal sealed class Express : NodeServerFramework
{
    public override string Name => "Express";

    public override string LooksFor => "express among the dependencies of package.json, and no exported handler";

    protected override IReadOnlyList<string> Packages => ["express"];
}
