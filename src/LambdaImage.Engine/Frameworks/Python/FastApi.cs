using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>FastAPI, an ASGI application that uvicorn or another server runs behind the web adapter.</summary>
internal sealed class FastApi : IFramework
{
    public string Name => "FastAPI";

    public string Specializes => "Starlette";

    public string LooksFor => "fastapi among the packages, and FastAPI(…) in a Python file";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "uvicorn main:app", WebAdapter.Port, "With Mangum it is a handler instead. -WebAdapter @{ asyncInit = $true } helps applications that take long to start.");

    public Detection? Detect(ProjectDirectory project) => PythonServer.Detect(this, project, "fastapi", isAsync: true, "FastAPI");

    public void Write(Detection found, DockerfileBuilder file) => PythonServer.Write(found, file, isAsync: true);
}
