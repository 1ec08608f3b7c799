using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>FastHTML, an ASGI application that uvicorn runs behind the web adapter.</summary>
internal sealed class FastHtml : IFramework
{
    public string Name => "FastHTML";

    public string Specializes => "Starlette";

    public string LooksFor => "python-fasthtml among the packages, and FastHTML(…) or fast_app(…) in a Python file";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "uvicorn main:app", WebAdapter.Port, "Hypertext is no trouble; live reload and websockets do not work in Lambda.");

    public Detection? Detect(ProjectDirectory project) => PythonServer.Detect(this, project, "python-fasthtml", isAsync: true, "FastHTML", "fast_app");

    public void Write(Detection found, DockerfileBuilder file) => PythonServer.Write(found, file, isAsync: true);
}
