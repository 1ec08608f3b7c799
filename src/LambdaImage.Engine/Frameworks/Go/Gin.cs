using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Go;

/// <summary>A server made with Gin, behind the web adapter.</summary>
internal sealed class Gin : IFramework
{
    private const string Module = "github.com/gin-gonic/gin";

    public string Name => "Gin";

    public string? Specializes => "Go net/http";

    public string LooksFor => $"{Module} in go.mod";

    public FrameworkFacts Facts => new("Go", GoServer.Base, "./cmd/NAME", WebAdapter.Port, GoServer.Notes);

    public Detection? Detect(ProjectDirectory project) => GoServer.Detect(this, project, Module);

    public void Write(Detection found, DockerfileBuilder file) => GoServer.Write(found, file, new KeyValuePair<string, string>("GIN_MODE", "release"));
}
