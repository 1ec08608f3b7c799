using LambdaImage.Engine.Dockerfiles;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Node;

/// <summary>A small project for Node.js and what is made of it.</summary>
internal sealed class NodeProject : IDisposable
{
    public const string Function = "exports.handler = async () => 1;";

    private readonly TempProject _folder = new();

    public DockerfileOptions Options { get; set; } = new();

    public LambdaArchitecture? Architecture { get; set; }

    public string? Handler { get; set; }

    public NodeProject With(string path, string text)
    {
        _folder.Write(path, text);
        return this;
    }

    public LambdaProject Resolve() =>
        FixtureProject.Resolve(new ProjectRequest { Path = _folder.Path, UseEnvironment = false, Architecture = Architecture, Handler = Handler }) with { Options = Options };

    /// <summary>The Dockerfile that installs in a container, with the commands of a RUN on one line.</summary>
    public string Text() => DockerfileWriter.Write(Generate(DependencyInstall.Container).Document).Replace(" \\\n    && ", " && ", StringComparison.Ordinal);

    /// <summary>The form without RUN, with what runs on this machine first.</summary>
    public string OnHost() => FixtureProject.Describe(Generate(DependencyInstall.Host));

    public IReadOnlyList<string> Warnings() => [.. Resolve().Warnings, .. Generate(DependencyInstall.Container).Warnings];

    public GeneratedDockerfile Generate(DependencyInstall install) => new DockerfileGenerator().Generate(Resolve(), install);

    public void Dispose() => _folder.Dispose();
}
