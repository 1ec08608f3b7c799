namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A TanStack Start application, behind the web adapter.</summary>
internal sealed class TanStackStart : NodeServerFramework
{
    public override string Name => "TanStack Start";

    public override string LooksFor => "@tanstack/react-start or @tanstack/solid-start among the dependencies of package.json";

    protected override IReadOnlyList<string> Packages => ["@tanstack/react-start", "@tanstack/solid-start"];

    protected override bool ReadsPort => true;

    protected override string UsualFile => ".output/server/index.mjs";
}
