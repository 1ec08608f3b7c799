using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>A Python function with a <c>lambda_handler</c> or <c>handler</c>, also one that Mangum makes of a web application.</summary>
internal sealed class PythonHandler : IFramework
{
    private static readonly string[] Manifests = [PyProject.File, Pipfile.File];

    public string Name => "Python";

    public string? Specializes => null;

    public string LooksFor =>
        "def lambda_handler(event, context) or def handler(event, context) in a .py file of the root or of src/, or handler = Mangum(app)";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "app.handler",
        Notes: "pip, uv, Poetry, PDM and Pipenv. Named step: bytecode. Private indexes: a secret with the variable PIP_INDEX_URL or UV_INDEX_…, or the file /root/.netrc.");

    public Detection? Detect(ProjectDirectory project)
    {
        var manifest = PythonRequirements.Main(project) ?? project.FirstOf(Manifests);
        var found = PythonSources.FindHandler(project);
        if (manifest is null && found is null) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Python.Choose(AskedVersions.Python(project)),
            Handler = found?.Handler,
            Incomplete = found is null ? NoHandler(project) : null,
            Evidence = [.. manifest is null ? [] : new[] { new Evidence(manifest, null, "is there", Name) }, .. found is null ? [] : new[] { found.Value.Evidence }],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        if (!PythonSources.Exists(found.Project, found.Handler!)) throw Missing(found);
        Write(found, file, PythonImage.Plan(found, file));
    }

    /// <summary>Writes an image whose handler Lambda calls itself.</summary>
    public static void Write(Detection found, DockerfileBuilder file, PythonImage image, Action<StageBuilder>? beforeCode = null)
    {
        var isInSource = found.Handler!.StartsWith("src.", StringComparison.Ordinal) || found.Handler.StartsWith("src/", StringComparison.Ordinal)
            || !found.Project.Exists(found.Handler[..found.Handler.LastIndexOf('.')].Replace('.', '/') + ".py");
        var folder = isInSource && found.Project.HasFolder("src") && !found.Project.Exists("src/__init__.py") ? "src" : null;
        var stage = image.Write(isHandler: true, folder, beforeCode);
        if (!image.IsLambda) stage.Entrypoint(image.Python, "-m", "awslambdaric");
        stage.Cmd(found.Handler);
    }

    private static LambdaImageException NoHandler(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} is a Python project, but no .py file of the root or of src/ defines lambda_handler(event, context) or handler(event, context).",
        "Define one, or name yours with -Handler module.function.", project.Path);

    private static LambdaImageException Missing(Detection found) => ProjectErrors.HandlerNotFound(
        $"There is no Python module for the handler {found.Handler} in {found.Project.Path}.",
        "Use -Handler module.function, with the module relative to the project folder.", found.Handler!);
}
