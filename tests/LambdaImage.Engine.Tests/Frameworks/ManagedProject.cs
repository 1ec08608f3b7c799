using LambdaImage.Engine.Dockerfiles;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

/// <summary>A project of one test and what managed mode makes of it.</summary>
internal sealed class ManagedProject : IDisposable
{
    private readonly TempProject _project = new();

    public string Path => _project.Path;

    public ManagedProject Write(string file, string text)
    {
        _project.Write(file, text);
        return this;
    }

    public LambdaProject Resolve(DockerfileOptions? options = null, LambdaArchitecture? architecture = null, string? version = null, string? handler = null, string? framework = null) =>
        FixtureProject.Resolve(new ProjectRequest
        {
            Path = _project.Path,
            Architecture = architecture,
            RuntimeVersion = version,
            Handler = handler,
            Framework = framework,
            UseEnvironment = false,
        }) with
        {
            Options = options ?? new(),
        };

    /// <summary>The Dockerfile with dependencies from a container.</summary>
    public string Text(DockerfileOptions? options = null, LambdaArchitecture? architecture = null, string? version = null, string? handler = null, string? framework = null) =>
        FixtureProject.Dockerfile(Resolve(options, architecture, version, handler, framework)).Text;

    /// <summary>What the user is told about the Dockerfile.</summary>
    public IReadOnlyList<string> Warnings(DockerfileOptions? options = null, LambdaArchitecture? architecture = null) =>
        FixtureProject.Dockerfile(Resolve(options, architecture)).Warnings;

    /// <summary>The form with dependencies from this machine.</summary>
    public GeneratedDockerfile OnHost(DockerfileOptions? options = null, LambdaArchitecture? architecture = null) =>
        new DockerfileGenerator().Generate(Resolve(options, architecture), DependencyInstall.Host);

    public LambdaImageException Fails(string? handler = null, string? framework = null, DockerfileOptions? options = null, LambdaArchitecture? architecture = null) =>
        Should.Throw<LambdaImageException>(() => Text(options, architecture, handler: handler, framework: framework));

    public void Dispose() => _project.Dispose();
}
