namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of serverless.yml. <see
/// href="https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml"/></summary>
internal sealed class ServerlessYaml
{
    private ServerlessYaml(YamlManifest yaml)
    {
        var runtime = yaml.Text(YamlManifest.Find(yaml.Root, "provider", "runtime"))?.Text;
        Service = yaml.Text(YamlManifest.Find(yaml.Root, "service"))?.Text;
        Architecture = yaml.Text(YamlManifest.Find(yaml.Root, "provider", "architecture"));
        Handlers = [.. YamlManifest.Members(YamlManifest.Find(yaml.Root, "functions"))
            .Select(function => (Handler: yaml.Text(YamlManifest.Find(function.Node, "handler")), Runtime: yaml.Text(YamlManifest.Find(function.Node, "runtime"))?.Text ?? runtime))
            .Where(function => function.Handler is not null)
            .Select(function => (function.Handler!.Value.Text, function.Runtime,
                new Evidence(yaml.File, function.Handler.Value.Line, function.Handler.Value.Text, "the handler")))];
    }

    public string? Service { get; }

    public (string Text, string File, int Line)? Architecture { get; }

    public IReadOnlyList<(string Handler, string? Runtime, Evidence Evidence)> Handlers { get; }

    public static ServerlessYaml? Read(ProjectDirectory project) =>
        YamlManifest.Read(project, "serverless.yml", "serverless.yaml") is { } yaml ? new ServerlessYaml(yaml) : null;
}
