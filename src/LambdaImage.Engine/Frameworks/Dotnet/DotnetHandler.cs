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
    private const string RuntimeSupport = "Amazon.Lambda.RuntimeSupport";

    public string Name => ".NET";

    public string? Specializes => null;

    public string LooksFor => $"a project file with a reference to {Core}";

    public Detection? Detect(ProjectDirectory project)
    {
        if (Library(project) is not { } library) return null;
        var (handler, evidence) = Handler(project, library);
        var package = library.Find(RuntimeSupport) ?? library.Find(Core)!;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Dotnet.Choose(AskedVersions.Dotnet(library)),
            Handler = handler,
            Incomplete = handler is null ? NoHandler(project, library) : null,
            Evidence = [package.Says(Name), .. evidence is null ? [] : new[] { evidence }],
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
        CsProj.ReadAll(project).FirstOrDefault(found => !found.IsWeb && (found.Has(Core) || found.Has(RuntimeSupport)));

    private static (string? Handler, Evidence? Evidence) Handler(ProjectDirectory project, CsProj library)
    {
        if (LambdaToolsDefaults.Read(project)?.Handler is { } declared)
            return (declared.Text, new Evidence(declared.File, declared.Line, declared.Text, "the handler"));
        if (library.IsExecutable && library.Find(RuntimeSupport) is { } support)
            return (library.AssemblyName, support.Says("a program that starts Lambda's runtime itself"));
        return DotnetSources.FindHandler(project, library) is { } found ? (found.Handler, found.Evidence) : (null, null);
    }

    private static LambdaImageException NoHandler(ProjectDirectory project, CsProj library) => ProjectErrors.HandlerNotFound(
        $"{library.File} refers to {Core}, but no public method takes an ILambdaContext, and {LambdaToolsDefaults.File} names none.",
        $"Name it with -Handler '{library.AssemblyName}::Namespace.Type::Method'.", project.FullPath(library.File));
}
