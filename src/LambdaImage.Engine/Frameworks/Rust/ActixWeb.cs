using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Rust;

/// <summary>A server made with Actix Web, behind the web adapter.</summary>
internal sealed class ActixWeb : IFramework
{
    private const string Crate = "actix-web";

    public string Name => "Actix Web";

    public string? Specializes => "Rust";

    public string LooksFor => $"{Crate} among the dependencies of Cargo.toml";

    public FrameworkFacts Facts => new("Rust", RustServer.Base, "the name of the program", WebAdapter.Port, RustServer.Notes);

    public Detection? Detect(ProjectDirectory project) => RustServer.Detect(this, project, Crate);

    public void Write(Detection found, DockerfileBuilder file) => RustServer.Write(found, file);
}
