namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A NestJS server, behind the web adapter.</summary>
internal sealed class NestJs : NodeServerFramework
{
    public override string Name => "NestJS";

    public override string LooksFor => "@nestjs/core among the dependencies of package.json, and no exported handler";

    public override FrameworkFacts Facts => base.Facts with { Start = "node dist/main" };

    protected override IReadOnlyList<string> Packages => ["@nestjs/core"];

    protected override string UsualFile => "dist/main.js";

    protected override IEnumerable<string> Scripts(NodeApp app) => ["start:prod", "start"];
}
