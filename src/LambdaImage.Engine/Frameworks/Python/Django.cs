using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Django behind the web adapter, served by gunicorn or uvicorn.</summary>
internal sealed partial class Django : IFramework
{
    private const string Manage = "manage.py";

    public string Name => "Django";

    public string Specializes => "Python";

    public string LooksFor => $"django among the packages, and {Manage}";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "gunicorn project.wsgi", WebAdapter.Port,
        "Static files are collected while the image is built when STATIC_ROOT is set (named step: assets); whitenoise serves them. ALLOWED_HOSTS has to admit the function's URL.");

    public Detection? Detect(ProjectDirectory project)
    {
        var dependencies = PythonDependencies.Of(project);
        if (dependencies.Find("django") is not { } django || !project.Exists(Manage) || PythonSources.FindHandler(project) is not null) return null;
        var (app, isAsync) = Entry(project, dependencies);
        var command = app is null ? null : PythonServer.Command(dependencies, app, isAsync);
        var settings = DjangoSettings.Of(project, app?.Evidence.File);
        return PythonServer.Detected(this, project, django, command) with
        {
            Evidence = [django.Says("Django behind the Lambda Web Adapter"), new Evidence(Manage, null, "is there", "a Django project"), .. app is null ? [] : new[] { app.Evidence }],
            Incomplete = app is null ? PythonErrors.AppNotFound(Name, "get_wsgi_application() in wsgi.py", "gunicorn --bind 0.0.0.0:$PORT project.wsgi", project.Path)
                : command is null ? PythonServer.Missing(this, dependencies, django, isAsync, project)
                : null,
            Warnings = [.. Warnings(project, dependencies, settings)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        file.Ignore("*.sqlite3", "media");
        var (app, isAsync) = Entry(found.Project, PythonDependencies.Of(found.Project));
        var settings = DjangoSettings.Of(found.Project, app?.Evidence.File);
        Dependency[] more = settings.Find(found.Project, Geographic()) is { } place ? [new Dependency("django.contrib.gis", "", place.File, place.Line)] : [];
        PythonServer.Write(found, file, isAsync, more, Assets(found.Project, file, settings));
    }

    /// <summary>Static files can only be collected by the project itself, which needs some of its variables for that.</summary>
    private static Action<StageBuilder>? Assets(ProjectDirectory project, DockerfileBuilder file, DjangoSettings settings)
    {
        if (settings.Find(project, StaticRoot()) is not { } place) return null;
        if (file.InstallsOnHost)
        {
            var folder = Folder().Matches(place.Text).Select(match => match.Groups["path"].Value).LastOrDefault();
            return folder is not null && project.HasFolder(folder) ? null : throw PythonErrors.AssetsOnHost($"{place.File}:{place.Line}", project.Path);
        }

        string[] variables = [.. settings.Dummies(project), $"DJANGO_SETTINGS_MODULE={settings.Module}", $"PYTHONPATH={PythonInstaller.Packages}"];
        if (file.Command("assets", $"{string.Join(' ', variables)} python3 {Manage} collectstatic --noinput") is not { } command) return null;
        return stage => stage.Comment("Static files are collected here; the settings load with dummies instead of secrets.").Run(command);
    }

    private static (PythonApp? App, bool IsAsync) Entry(ProjectDirectory project, PythonDependencies dependencies)
    {
        var wsgi = Found("wsgi.py");
        var asgi = Found("asgi.py");
        var prefersAsync = asgi is not null && (wsgi is null || PythonServer.Command(dependencies, wsgi, isAsync: false) is null);
        return prefersAsync ? (asgi, true) : (wsgi, false);

        PythonApp? Found(string name) => project.Files($"**/{name}")
            .OrderBy(file => file.Count(character => character == '/'))
            .Select(file => new PythonApp(PythonSources.Module(project, file).Module, "application", false, new Evidence(file, null, "is there", "the application")))
            .FirstOrDefault();
    }

    private static IEnumerable<string> Warnings(ProjectDirectory project, PythonDependencies dependencies, DjangoSettings settings)
    {
        if (settings.Find(project, NoHosts()) is { } hosts)
            yield return $"{hosts.File}:{hosts.Line}: ALLOWED_HOSTS is empty; Django then answers every request to the function's URL with 400. Add its host, for example '.lambda-url.eu-west-1.on.aws'.";
        if (settings.Find(project, Debugging()) is { } debug)
            yield return $"{debug.File}:{debug.Line}: DEBUG is on, which shows settings and sources to every visitor.";
        if (settings.Find(project, Sqlite()) is { } sqlite)
            yield return $"{sqlite.File}:{sqlite.Line}: a SQLite database in the project folder is read-only in Lambda and is left out of the image; use a database server or a file in /tmp.";
        if (settings.Find(project, StaticRoot()) is { } place && dependencies.Find("whitenoise") is null && dependencies.Find("django-storages") is null)
            yield return $"{place.File}:{place.Line}: static files are collected, but nothing serves them; add whitenoise, or upload them to Amazon S3.";
    }

    [GeneratedRegex(@"^\s*STATIC_ROOT\s*(:[^=]+)?=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StaticRoot();

    [GeneratedRegex(@"['""](?<path>[\w.-][\w./-]*)['""]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Folder();

    [GeneratedRegex(@"^\s*ALLOWED_HOSTS\s*(:[^=]+)?=\s*\[\s*\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoHosts();

    [GeneratedRegex(@"^DEBUG\s*(:[^=]+)?=\s*True\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Debugging();

    [GeneratedRegex(@"django\.db\.backends\.sqlite3", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sqlite();

    [GeneratedRegex(@"^\s*[^#]*['""]django\.contrib\.gis['""]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Geographic();
}
