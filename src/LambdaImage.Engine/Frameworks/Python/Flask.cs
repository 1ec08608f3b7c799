using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Flask, a WSGI application that gunicorn or waitress serves behind the web adapter.</summary>
internal sealed class Flask : IFramework
{
    public string Name => "Flask";

    public string Specializes => "Python";

    public string LooksFor => "flask among the packages, and Flask(…) in a Python file";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "gunicorn app:app", WebAdapter.Port, "With Mangum, apig-wsgi or serverless-wsgi it is a handler instead.");

    public Detection? Detect(ProjectDirectory project) => PythonServer.Detect(this, project, "flask", isAsync: false, "Flask", "APIFlask");

    public void Write(Detection found, DockerfileBuilder file) => PythonServer.Write(found, file, isAsync: false);
}
