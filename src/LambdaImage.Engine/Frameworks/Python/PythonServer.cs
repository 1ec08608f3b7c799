using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>How Python's web applications are served behind the web adapter: by the server that the project has.</summary>
internal static class PythonServer
{
    /// <summary>Programs of packages and the modules that they run.</summary>
    private static readonly Dictionary<string, string> Modules = new(StringComparer.Ordinal)
    {
        ["daphne"] = "daphne",
        ["fastapi"] = "fastapi",
        ["flask"] = "flask",
        ["granian"] = "granian",
        ["gunicorn"] = "gunicorn",
        ["hypercorn"] = "hypercorn",
        ["litestar"] = "litestar",
        ["sanic"] = "sanic",
        ["uvicorn"] = "uvicorn",
        ["waitress-serve"] = "waitress",
    };

    private static readonly string[] Interpreters = ["python", "python3"];

    /// <summary>What a framework that has dependency and application is served by.</summary>
    /// <param name="framework">The framework.</param>
    /// <param name="project">The project.</param>
    /// <param name="dependency">Exact package name.</param>
    /// <param name="isAsync">Whether its applications are ASGI and not WSGI.</param>
    /// <param name="constructors">What makes its applications.</param>
    /// <returns>Null when the project is not one of the framework, or has a Lambda handler of its own.</returns>
    public static Detection? Detect(IFramework framework, ProjectDirectory project, string dependency, bool isAsync, params string[] constructors)
    {
        var dependencies = PythonDependencies.Of(project);
        if (dependencies.Find(dependency) is not { } found || PythonSources.FindHandler(project) is not null) return null;
        var app = PythonApp.Find(project, constructors);
        var command = app is null ? null : Command(dependencies, app, isAsync);
        var example = Command(isAsync ? "uvicorn" : "gunicorn", isAsync, "module:app", isFactory: false);
        return Detected(framework, project, found, command) with
        {
            Evidence = [found.Says($"{framework.Name} behind the Lambda Web Adapter"), .. app is null ? [] : new[] { app.Evidence }],
            Incomplete = app is null ? PythonErrors.AppNotFound(framework.Name, string.Join(" or ", constructors.Select(name => $"{name}(…)")), example, project.Path)
                : command is null ? Missing(framework, dependencies, found, isAsync, project)
                : null,
        };
    }

    /// <summary>A project that a command serves.</summary>
    public static Detection Detected(IFramework framework, ProjectDirectory project, Dependency dependency, string? command) => new()
    {
        Framework = framework,
        Project = project,
        Runtime = LambdaBaseImages.Python.Choose(AskedVersions.Python(project)),
        Handler = command,
        ServesHttp = true,
        Evidence = [dependency.Says($"{framework.Name} behind the Lambda Web Adapter")],
    };

    public static LambdaImageException Missing(IFramework framework, PythonDependencies dependencies, Dependency found, bool isAsync, ProjectDirectory project)
    {
        var server = isAsync ? "uvicorn" : "gunicorn";
        return PythonErrors.ServerMissing(framework.Name, found.File, found.Line, server, dependencies.Installer!.Add(server), project.Path);
    }

    /// <summary>The command that serves an application; null when the project has no server for it.</summary>
    public static string? Command(PythonDependencies dependencies, PythonApp app, bool isAsync)
    {
        string[] servers = isAsync ? ["uvicorn", "hypercorn", "granian", "daphne"] : ["gunicorn", "waitress", "granian"];
        return servers.FirstOrDefault(dependencies.Has) is { } server ? Command(server, isAsync, $"{app.Module}:{app.Name}", app.IsFactory) : null;
    }

    /// <summary>Lambda sends one request at a time, so one worker is enough, and a worker that was frozen between two requests must not count as hung.</summary>
    private static string Command(string server, bool isAsync, string app, bool isFactory) => server switch
    {
        "gunicorn" => $"gunicorn --bind 0.0.0.0:$PORT --workers 1 --timeout 0 {(isFactory ? $"'{app}()'" : app)}",
        "waitress" => $"waitress-serve --listen=0.0.0.0:$PORT {(isFactory ? "--call " : "")}{app}",
        "hypercorn" => $"hypercorn --bind 0.0.0.0:$PORT {(isFactory ? $"'{app}()'" : app)}",
        "granian" => $"granian --interface {(isAsync ? "asgi" : "wsgi")} --host 0.0.0.0 --port $PORT {(isFactory ? "--factory " : "")}{app}",
        "daphne" => $"daphne --bind 0.0.0.0 --port $PORT {app}",
        _ => $"uvicorn --host 0.0.0.0 --port $PORT {(isFactory ? "--factory " : "")}{app}",
    };

    /// <summary>Writes the image: a handler of the form <c>module.function</c> is called by Lambda itself, everything else starts a server.</summary>
    public static void Write(Detection found, DockerfileBuilder file, bool isAsync, IReadOnlyList<Dependency>? more = null, Action<StageBuilder>? finish = null)
    {
        var image = PythonImage.Plan(found, file, more ?? []);
        var command = ServerCommand.Parse(found.Handler!, WebAdapter.PortOf(file.Options));
        if (command.Words is [var single] && !single.Contains(':', StringComparison.Ordinal) && PythonSources.Exists(found.Project, single))
        {
            PythonHandler.Write(found, file, image);
            return;
        }

        var stage = image.Write(isHandler: false, SourceFolder(found.Project, command), WithAdapter, finish);
        stage.Entrypoint(Start(found, image, command, isAsync, WebAdapter.PortOf(file.Options)));
    }

    private static void WithAdapter(StageBuilder stage) => stage.WithWebAdapter(WebAdapter.Port,
        new("HOME", "/tmp"), new("PYTHONUNBUFFERED", "1"), new("XDG_CACHE_HOME", "/tmp/.cache"));

    private static IReadOnlyList<string> Start(Detection found, PythonImage image, ServerCommand command, bool isAsync, string port)
    {
        if (command.NeedsShell) return command.InShell(image.Shell);
        if (command.Words is [var app] && app.Contains(':', StringComparison.Ordinal))
        {
            var server = Command(PythonDependencies.Of(found.Project), new PythonApp(app.Split(':')[0], app.Split(':')[1], false, new Evidence("", null, "", "")), isAsync)
                ?? throw PythonErrors.HandlerIsNoCommand(app, found.Project.Path);
            return Start(found, image, ServerCommand.Parse(server, port), isAsync, port);
        }

        if (command.Words.Count == 0) throw PythonErrors.HandlerIsNoCommand(found.Handler!, found.Project.Path);
        var program = command.Words[0];
        string[] arguments = [.. command.Words.Skip(1)];
        if (program.StartsWith('/')) return command.Words;
        if (Interpreters.Contains(program)) return [image.Python, .. arguments];
        if (Modules.TryGetValue(program, out var module)) return [image.Python, "-m", module, .. arguments];
        if (command.Words.Count == 1 && program.Contains('.', StringComparison.Ordinal)) throw PythonErrors.HandlerIsNoCommand(program, found.Project.Path);
        // pip puts the programs of packages there.
        return [$"{LambdaBaseImages.TaskRoot}/bin/{program}", .. arguments];
    }

    /// <summary>The folder src, when modules of the command are only there.</summary>
    private static string? SourceFolder(ProjectDirectory project, ServerCommand command)
    {
        if (!project.HasFolder("src") || project.Exists("src/__init__.py")) return null;
        return command.Words.Skip(1).Select(word => word.Split(':', '(')[0].Replace('.', '/'))
            .Any(module => !project.Exists(module + ".py") && (project.Exists($"src/{module}.py") || project.Exists($"src/{module}/__init__.py"))) ? "src" : null;
    }
}
