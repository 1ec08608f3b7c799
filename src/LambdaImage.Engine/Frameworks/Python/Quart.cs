using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Quart, an ASGI application that hypercorn or another server runs behind the web adapter.</summary>
internal sealed class Quart : IFramework
{
    public string Name => "Quart";

    public string Specializes => "Python";

    public string LooksFor => "quart among the packages, and Quart(…) in a Python file";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "hypercorn app:app", WebAdapter.Port, "With Mangum it is a handler instead.");

    public Detection? Detect(ProjectDirectory project) => PythonServer.Detect(this, project, "quart", isAsync: true, "Quart");

    public void Write(Detection found, DockerfileBuilder file) => PythonServer.Write(found, file, isAsync: true);
}
