using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Starlette, an ASGI application that uvicorn or another server runs behind the web adapter.</summary>
internal sealed class Starlette : IFramework
{
    public string Name => "Starlette";

    public string Specializes => "Python";

    public string LooksFor => "starlette among the packages, and Starlette(…) in a Python file";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "uvicorn main:app", WebAdapter.Port, "With Mangum it is a handler instead.");

    public Detection? Detect(ProjectDirectory project) => PythonServer.Detect(this, project, "starlette", isAsync: true, "Starlette");

    public void Write(Detection found, DockerfileBuilder file) => PythonServer.Write(found, file, isAsync: true);
}
