using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Litestar, an ASGI application that uvicorn or another server runs behind the web adapter.</summary>
internal sealed class Litestar : IFramework
{
    public string Name => "Litestar";

    public string Specializes => "Python";

    public string LooksFor => "litestar among the packages, and Litestar(…) in a Python file";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "uvicorn app:app", WebAdapter.Port, "With Mangum it is a handler instead.");

    public Detection? Detect(ProjectDirectory project) => PythonServer.Detect(this, project, "litestar", isAsync: true, "Litestar");

    public void Write(Detection found, DockerfileBuilder file) => PythonServer.Write(found, file, isAsync: true);
}
