using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Any other WSGI or ASGI application: a server among the packages, and <c>wsgi.py</c> or <c>asgi.py</c>, or one of the smaller frameworks.</summary>
internal sealed class PythonWeb : IFramework
{
    private static readonly string[] WsgiServers = ["gunicorn", "waitress"];
    private static readonly string[] AsgiServers = ["uvicorn", "hypercorn", "granian", "daphne"];

    /// <summary>Frameworks that have a class of their own here.</summary>
    private static readonly string[] Others = ["chalice", "django", "fastapi", "flask", "litestar", "python-fasthtml", "quart", "starlette", "streamlit"];

    public string Name => "Python web application";

    public string Specializes => "Python";

    public string LooksFor => "gunicorn, waitress, uvicorn, hypercorn, granian or daphne among the packages, and an application in wsgi.py, asgi.py or of Bottle, Falcon, Dash, Pyramid or BlackSheep";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "gunicorn wsgi:application", WebAdapter.Port);

    public Detection? Detect(ProjectDirectory project)
    {
        var dependencies = PythonDependencies.Of(project);
        var (wsgi, asgi) = (First(WsgiServers), First(AsgiServers));
        if ((wsgi ?? asgi) is not { } server || Others.Any(name => dependencies.Find(name) is not null) || PythonSources.FindHandler(project) is not null) return null;
        var isAsync = IsAsync(dependencies);
        if (PythonApp.Find(project, "Bottle", "Falcon", "App", "make_wsgi_app", "Dash", "Application") is not { } app) return null;
        // Dash's own object is no WSGI application; its server is.
        if (dependencies.Find("dash") is not null && app.Name != "server") app = app with { Name = $"{app.Name}.server" };
        var command = PythonServer.Command(dependencies, app, isAsync);
        return PythonServer.Detected(this, project, server, command) with
        {
            Evidence = [server.Says("a web server behind the Lambda Web Adapter"), app.Evidence],
            Incomplete = command is null ? PythonServer.Missing(this, dependencies, server, isAsync, project) : null,
        };

        Dependency? First(string[] names) => names.Select(dependencies.Find).FirstOrDefault(found => found is not null);
    }

    public void Write(Detection found, DockerfileBuilder file) => PythonServer.Write(found, file, IsAsync(PythonDependencies.Of(found.Project)));

    private static bool IsAsync(PythonDependencies dependencies) => !WsgiServers.Any(name => dependencies.Find(name) is not null);
}
