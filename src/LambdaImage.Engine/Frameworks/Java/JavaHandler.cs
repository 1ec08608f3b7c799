using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A function in Java, Kotlin or Groovy, built by Maven or Gradle.</summary>
internal sealed class JavaHandler : IFramework
{
    public string Name => "Java";

    public string? Specializes => null;

    public string LooksFor => "pom.xml or build.gradle(.kts) and a class that implements RequestHandler or RequestStreamHandler";

    public FrameworkFacts Facts => new("Java", JavaServer.Base, "com.acme.Function::handleRequest",
        Notes: "Maven or Gradle, with the wrapper where there is one; also Kotlin. SnapStart works on AWS's base image as it is. Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        var modules = JavaModule.ReadAll(project);
        if (modules.Count == 0) return null;
        var handlers = JavaSources.FindHandlers(modules);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Java.Choose(AskedVersions.Java(project)),
            Handler = handlers is [var single] ? single.Handler : null,
            Incomplete = handlers.Count switch
            {
                0 => NoHandler(project, modules[0]),
                1 => null,
                _ => CompiledErrors.SeveralPrograms(project.Path, "classes that Lambda could call", [.. handlers.Select(found => found.Handler)]),
            },
            Evidence = [new Evidence(modules[0].Manifest, null, "is there", Name), .. handlers.Select(found => found.Evidence)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var modules = JavaModule.ReadAll(found.Project);
        JavaFunction.Write(found, JavaSources.ModuleOf(modules, found.Handler!) ?? throw Missing(found, modules), file);
    }

    private static LambdaImageException NoHandler(ProjectDirectory project, JavaModule module) => ProjectErrors.HandlerNotFound(
        $"{module.Manifest} is there, but no class below src/main implements RequestHandler or RequestStreamHandler, and no framework was recognised.",
        "Implement one, or name a method with -Handler 'com.acme.Function::method'.", project.FullPath(module.Manifest));

    private static LambdaImageException Missing(Detection found, IReadOnlyList<JavaModule> modules) => ProjectErrors.HandlerNotFound(
        $"There is no class {found.Handler!.Split("::")[0]} in the sources of {found.Project.Path} ({string.Join(", ", modules.Select(module => module.Manifest))}).",
        "Use -Handler package.Class::method with the class's full name.", found.Handler!);
}
