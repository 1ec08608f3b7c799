namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A Fastify server that listens on a port, behind the web adapter.</summary>
internal sealed class Fastify : NodeServerFramework
{
    public override string Name => "Fastify";

    public override string LooksFor => "fastify among the dependencies of package.json, and no exported handler";

    protected override IReadOnlyList<string> Packages => ["fastify"];

    /// <summary>What fastify-cli listens on; the server's own <c>listen</c> does not read it.</summary>
    protected override IReadOnlyList<KeyValuePair<string, string>> Environment => [new("FASTIFY_ADDRESS", "0.0.0.0")];

    /// <summary>Without a host Fastify listens on localhost. <see href="https://fastify.dev/docs/latest/Reference/Server/#listen"/></summary>
    protected override string? Listens(NodeApp app, NodeServer server) => NodeServer.ListenWithoutHost(app.Directory) is not { } place ? null
        : $"{app.Folder}{place.File}:{place.Line} names no host, so Fastify listens on localhost only; let it listen on 0.0.0.0: listen({{ port, host: '0.0.0.0' }}).";
}
