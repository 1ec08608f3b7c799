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
        // A workspace may have a hundred packages: the sources of those that their dependencies tell are not searched, and none are kept.
        if (app.IsInWorkspace && manifest.Find(AllPackages) is not null) return null;
        var folder = app.IsInWorkspace ? new ProjectDirectory(app.Directory.Path) : app.Directory;
        return NodeServer.Of(folder, []).Evidence is { Line: { } line } place ? new Dependency(place.Fact, "", place.File, line) : null;
    }
}
