using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>A Ruby function with a <c>lambda_handler(event:, context:)</c>.</summary>
internal sealed class RubyHandler : IFramework
{
    public string Name => "Ruby";

    public string? Specializes => null;

    public string LooksFor => "def lambda_handler(event:, context:) in a .rb file of the root, of lib/ or of src/";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/lambda/ruby", "lambda_function.lambda_handler",
        Notes: "Methods of a class: file.Module::Class.method. Private gems: a secret with a variable such as BUNDLE_GITHUB__COM or BUNDLE_GEM__FURY__IO.");

    public Detection? Detect(ProjectDirectory project)
    {
        var found = RubySources.FindHandler(project);
        if (found is null && !project.Exists(Gemfile.File)) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Ruby.Choose(AskedVersions.Ruby(project)),
            Handler = found?.Handler,
            Incomplete = found is null ? NoHandler(project) : null,
            Evidence = [.. project.Exists(Gemfile.File) ? new[] { new Evidence(Gemfile.File, null, "is there", Name) } : [], .. found is null ? [] : new[] { found.Value.Evidence }],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        if (!RubySources.Exists(found.Project, found.Handler!)) throw Missing(found);
        var image = RubyImage.Plan(found, file, prefersLambda: true);
        if (image.Gems is { } gems && gems.Production.Any(gem => gem.Section != "GEM") && !LoadsBundler(found.Project, found.Handler!))
            file.Warn($"Gems of repositories and folders are found by Bundler alone; put require \"bundler/setup\" at the top of {found.Handler!.Split('.')[0]}.rb.");
        var stage = image.Write(isHandler: true, []);
        if (!image.IsLambda) stage.Entrypoint(image.RuntimeClient);
        stage.Cmd(found.Handler!);
    }

    private static bool LoadsBundler(ProjectDirectory project, string handler) =>
        project.ReadSource(handler.Split('.')[0] + ".rb") is { } text && (text.Contains("bundler/setup", StringComparison.Ordinal) || text.Contains("Bundler.", StringComparison.Ordinal));

    private static LambdaImageException NoHandler(ProjectDirectory project) => ProjectErrors.HandlerNotFound(
        $"{project.Path} is a Ruby project, but no .rb file of the root, of lib/ or of src/ defines lambda_handler(event:, context:), and no web framework was found either.",
        "Define one, or name yours with -Handler file.method.", project.Path);

    private static LambdaImageException Missing(Detection found) => ProjectErrors.HandlerNotFound(
        $"There is no Ruby file for the handler {found.Handler} in {found.Project.Path}.",
        "Use -Handler file.method or file.Module::Class.method, with the file relative to the project folder and without .rb.", found.Handler!);
}
