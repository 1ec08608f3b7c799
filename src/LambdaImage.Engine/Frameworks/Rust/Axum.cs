using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Rust;

/// <summary>A server made with Axum, behind the web adapter.</summary>
internal sealed class Axum : IFramework
{
    private const string Crate = "axum";

    public string Name => "Axum";

    public string? Specializes => "Rust";

    public string LooksFor => $"{Crate} among the dependencies of Cargo.toml";

    public FrameworkFacts Facts => new("Rust", RustServer.Base, "the name of the program", WebAdapter.Port, RustServer.Notes);

    public Detection? Detect(ProjectDirectory project) => RustServer.Detect(this, project, Crate);

    public void Write(Detection found, DockerfileBuilder file) => RustServer.Write(found, file);
}
