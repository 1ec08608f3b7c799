namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>An Angular application whose pages a server renders, behind the web adapter.</summary>
internal sealed class AngularSsr : NodeServerFramework
{
    public override string Name => "Angular SSR";

    public override string LooksFor => "@angular/ssr among the dependencies of package.json";

    protected override IReadOnlyList<string> Packages => ["@angular/ssr"];

    /// <summary>The command-line program writes <c>serve:ssr:NAME</c>.</summary>
    protected override IEnumerable<string> Scripts(NodeApp app) =>
        app.Manifest!.Scripts.Where(name => name.StartsWith("serve:ssr", StringComparison.Ordinal));
}
