using LambdaImage.Engine.Dockerfiles;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Compiled;

/// <summary>A project of a few files and what is made of it.</summary>
internal sealed class CompiledProject : IDisposable
{
    public CompiledProject(params IEnumerable<(string File, string Text)> files) => Folder = new TempProject(files);

    public TempProject Folder { get; }

    public string? Handler { get; init; }

    public LambdaArchitecture? Architecture { get; init; }

    public DockerfileOptions Options { get; init; } = new();

    public LambdaProject Project => FixtureProject.Resolve(new ProjectRequest
    {
        Path = Folder.Path,
        Handler = Handler,
        Architecture = Architecture,
        UseEnvironment = false,
    }) with
    { Options = Options };

    public GeneratedDockerfile InContainer => new DockerfileGenerator().Generate(Project, DependencyInstall.Container);

    public GeneratedDockerfile OnHost => new DockerfileGenerator().Generate(Project, DependencyInstall.Host);

    public string Text => DockerfileWriter.Write(InContainer.Document);

    public string HostText => FixtureProject.Describe(OnHost);

    public LambdaImageException Fails() => Should.Throw<LambdaImageException>(() => InContainer);

    public LambdaImageException FailsOnHost()
    {
        var error = Should.Throw<LambdaImageException>(() => OnHost);
        error.Kind.ShouldBe(ErrorKind.DependencyInstallUnavailable);
        error.Remedy.ShouldContain("-DependencyInstall Container");
        return error;
    }

    public void Dispose() => Folder.Dispose();
}
