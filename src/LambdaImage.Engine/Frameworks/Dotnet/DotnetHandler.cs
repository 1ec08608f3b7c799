using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>A .NET function: a class library with a handler method, or a program that starts Lambda's runtime
/// itself.</summary>
internal sealed class DotnetHandler : IFramework
{
    private const string Core = "Amazon.Lambda.Core";
    private const string Annotations = "Amazon.Lambda.Annotations";
    private const string RuntimeSupport = "Amazon.Lambda.RuntimeSupport";

    public string Name => ".NET";

    public string? Specializes => null;

    public string LooksFor => $"a project file with a reference to {Core}";

    public FrameworkFacts Facts => new(".NET", "public.ecr.aws/lambda/dotnet", "Assembly::Namespace.Class::Method");

    public Detection? Detect(ProjectDirectory project)
    {
        if (Library(project) is not { } library) return null;
        var handlers = Handlers(project, library);
        var handler = handlers is [var single] ? single.Handler : null;

        var package = library.Find(RuntimeSupport) ?? library.Find(Core) ?? library.Find(Annotations)!;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Dotnet.Choose(AskedVersions.Dotnet(library)),
            Handler = handler,
            Incomplete = handlers.Count switch
            {
                0 => NoHandler(project, library),
                1 => null,
                _ => SeveralHandlers(project, library, handlers),
            },
            Evidence = [package.Says(Name), .. handlers.Select(found => found.Evidence)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var library = Library(found.Project)!;
        var image = LambdaBaseImages.Image(found.Runtime);
        DotnetPublish.Write(found.Project, library, found.Runtime, file);
        file.Stage(image).Copy([DotnetPublish.Output], "./", from: DotnetPublish.Stage).Cmd(found.Handler!);
    }

    private static CsProj? Library(ProjectDirectory project) =>
        CsProj.ReadAll(project).FirstOrDefault(found => !found.IsWeb && (found.Has(Core) || found.Has(RuntimeSupport) || found.Has(Annotations)));

    private static IReadOnlyList<(string Handler, Evidence Evidence)> Handlers(ProjectDirectory project, CsProj library)
    {
        if (LambdaToolsDefaults.Read(project)?.Handler is { } declared)
            return [(declared.Text, new Evidence(declared.File, declared.Line, declared.Text, "the handler"))];
        if (library.IsExecutable && library.Find(RuntimeSupport) is { } support)
            return [(library.AssemblyName, support.Says("a program that starts Lambda's runtime itself"))];
        return DotnetSources.FindHandlers(project, library);
    }

    private static LambdaImageException SeveralHandlers(
        ProjectDirectory project, CsProj library, IReadOnlyList<(string Handler, Evidence Evidence)> handlers) => ProjectErrors.HandlerNotFound(
        $"{library.File} has several methods that Lambda could call: {string.Join(", ", handlers.Select(found => found.Handler))}.",
        $"Choose one, for example -Handler '{handlers[0].Handler}'.", project.FullPath(library.File));

    private static LambdaImageException NoHandler(ProjectDirectory project, CsProj library) => ProjectErrors.HandlerNotFound(
        $"{library.File} refers to {Core}, but no public method takes an ILambdaContext or is marked as [LambdaFunction], and {LambdaToolsDefaults.File} names none.",
        $"Name it with -Handler '{library.AssemblyName}::Namespace.Type::Method'.", project.FullPath(library.File));
}
