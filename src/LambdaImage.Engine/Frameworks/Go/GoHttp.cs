using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Go;

/// <summary>A server with Go's own net/http, behind the web adapter.</summary>
internal sealed class GoHttp : IFramework
{
    public string Name => "Go net/http";

    public string? Specializes => "Go";

    public string LooksFor => "go.mod and a package main that calls http.ListenAndServe";

    public FrameworkFacts Facts => new("Go", GoServer.Base, "./cmd/NAME", WebAdapter.Port, GoServer.Notes);

    public Detection? Detect(ProjectDirectory project) => GoServer.Detect(this, project, module: null);

    public void Write(Detection found, DockerfileBuilder file) => GoServer.Write(found, file);
}
