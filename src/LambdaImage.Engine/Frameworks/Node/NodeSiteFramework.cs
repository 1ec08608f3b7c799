using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A framework whose build makes a server of its own, behind the web adapter.</summary>
internal abstract class NodeSiteFramework : NodeServerFramework
{
    public override string? Specializes => "Node.js";

    /// <summary>The file that starts the built server, relative to the package.</summary>
    protected abstract string Server(NodeApp app);

    /// <summary>What the configuration forbids, and how to change it; null: nothing.</summary>
    protected virtual LambdaImageException? Obstacle(NodeApp app) => null;

    /// <summary>What of the configuration decides; none when the framework has no choice.</summary>
    protected virtual IEnumerable<Evidence> Settings(NodeApp app) => [];

    /// <summary>Whether the build makes files only, which need no server.</summary>
    protected virtual bool IsStatic(NodeApp app) => false;

    protected abstract override NodeRecipe Recipe(NodeApp app, Detection found);

    protected override NodeFind? Find(NodeApp app)
    {
        if (app.Manifest is null || BuildsWith(app, Packages) is not { } package || IsStatic(app)) return null;
        if (NodeSources.FindHandler(app.Directory) is not null) return null;
        return new NodeFind
        {
            Handler = $"node {app.Folder}{Server(app)}",
            Refusal = Obstacle(app),
            Evidence = [package.Says($"{Name} behind the Lambda Web Adapter"), .. Settings(app)],
        };
    }

    protected override void Write(NodeApp app, Detection found, DockerfileBuilder file)
    {
        if (Obstacle(app) is { } obstacle) throw obstacle;
        Write(app, found, file, Recipe(app, found));
    }
}
