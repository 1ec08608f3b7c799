using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects;

/// <summary>What other deployment tools' files say about the function: processor, service name, handler.</summary>
internal sealed class DeploymentFiles
{
    private readonly IReadOnlyList<(string Handler, string? Runtime, Evidence Evidence)> _handlers;

    private DeploymentFiles((LambdaArchitecture, Evidence)? architecture, string? service, IReadOnlyList<(string, string?, Evidence)> handlers)
    {
        Architecture = architecture;
        ServiceName = service;
        _handlers = handlers;
    }

    public (LambdaArchitecture Architecture, Evidence? Evidence)? Architecture { get; }

    public string? ServiceName { get; }

    public static DeploymentFiles Read(ProjectDirectory project)
    {
        var serverless = ServerlessYaml.Read(project);
        var template = SamTemplate.Read(project);
        var tools = LambdaToolsDefaults.Read(project);
        var architecture = serverless?.Architecture ?? template?.Architecture ?? tools?.Architecture;
        return new DeploymentFiles(
            architecture is { } found ? Parse(found) : null,
            serverless?.Service,
            [.. serverless?.Handlers ?? [], .. template?.Handlers ?? [], .. tools?.Handlers ?? []]);
    }

    /// <summary>The handler of the one function they declare, with the handler as its fact; null when there are none
    /// or several.</summary>
    /// <param name="runtime">Name of the runtime the handler is for.</param>
    public Evidence? HandlerFor(string runtime)
    {
        var matching = _handlers.Where(handler => handler.Runtime is null || handler.Runtime.StartsWith(runtime, StringComparison.Ordinal)).ToList();
        return matching.Select(handler => handler.Handler).Distinct(StringComparer.Ordinal).Count() == 1
            ? matching[0].Evidence with { Fact = matching[0].Handler }
            : null;
    }

    private static (LambdaArchitecture, Evidence)? Parse((string Text, string File, int Line) found) =>
        LambdaArchitectures.Parse(found.Text) is { } architecture
            ? (architecture, new Evidence(found.File, found.Line, found.Text, $"builds for {architecture.ApiName()}"))
            : null;
}
