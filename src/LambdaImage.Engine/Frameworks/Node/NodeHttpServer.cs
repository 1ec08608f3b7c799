using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Any other server on Node.js: a source listens on a port, and package.json says how it starts.</summary>
internal sealed class NodeHttpServer : NodeServerFramework
{
    public override string Name => "Node.js server";

    public override string? Specializes => "Node.js";

    public override string LooksFor => "a start script or main file in package.json, and a source that listens on a port";

    protected override IReadOnlyList<string> Packages => [];

    /// <summary>No package tells; what counts is a file that listens.</summary>
    protected override Dependency? Marker(NodeApp app)
    {
        if (app.Manifest is not { } manifest || (manifest.Script("start") is null && manifest.Main is null)) return null;
        return NodeServer.Of(app.Directory, []).Evidence is { Line: { } line } place ? new Dependency(place.Fact, "", place.File, line) : null;
    }
}
