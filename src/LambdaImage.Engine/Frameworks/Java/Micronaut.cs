using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A Micronaut application: as a function with one of its modules for Lambda, else behind the web adapter.
/// <see href="https://micronaut-projects.github.io/micronaut-aws/latest/guide/"/></summary>
internal sealed class Micronaut : IFramework
{
    private const string Function = "io.micronaut.aws:micronaut-function-aws";
    private const string Proxy = "io.micronaut.aws:micronaut-function-aws-api-proxy";

    /// <summary>The handler for HTTP APIs and function URLs, whose events have the second format; REST APIs name the other one.</summary>
    private const string ProxyHandler = "io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction::handleRequest";

    private static readonly string[] Servers = ["io.micronaut:micronaut-http-server-netty", "io.micronaut.servlet:micronaut-http-server-jetty", "io.micronaut.servlet:micronaut-http-server-tomcat", "io.micronaut.application"];

    public string Name => "Micronaut";

    public string? Specializes => "Java";

    public string LooksFor => "Micronaut's server or micronaut-function-aws among the dependencies of pom.xml or build.gradle(.kts)";

    public FrameworkFacts Facts => new("Java", JavaServer.Base, "java -cp classes:lib/* com.acme.Application", WebAdapter.Port,
        "With micronaut-function-aws or -api-proxy a function of its own (SnapStart works); REST APIs need -Handler io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction::handleRequest. Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        var modules = JavaModule.ReadAll(project);
        if (Native(modules) is not { } function) return JavaServer.Detect(this, project, Servers);
        var handlers = function.Name == Proxy ? [] : (IReadOnlyList<(string Handler, JavaModule Module, Evidence Evidence)>)[.. JavaSources.FindMicronautHandlers(modules), .. JavaSources.FindHandlers(modules)];
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Java.Choose(AskedVersions.Java(project)),
            Handler = function.Name == Proxy ? ProxyHandler : handlers is [var single] ? single.Handler : null,
            Incomplete = function.Name == Proxy || handlers.Count == 1 ? null
                : handlers.Count == 0 ? CompiledErrors.NoProgram(project.Path, "uses micronaut-function-aws, but no class extends MicronautRequestHandler or MicronautRequestStreamHandler", "Write one, or name the class with -Handler com.acme.Function::handleRequest.")
                : CompiledErrors.SeveralPrograms(project.Path, "classes that Lambda could call", [.. handlers.Select(found => found.Handler)]),
            Evidence = [function.Says("Micronaut on Lambda's own runtime"), .. handlers.Select(found => found.Evidence)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var modules = JavaModule.ReadAll(found.Project);
        if (Native(modules) is { } function)
        {
            var module = JavaSources.ModuleOf(modules, found.Handler!) ?? modules.First(candidate => candidate.Find(function.Name) is not null);
            JavaFunction.Write(found, module, file);
            return;
        }

        JavaServer.Write(found, file, Servers, new KeyValuePair<string, string>("MICRONAUT_SERVER_PORT", WebAdapter.PortOf(file.Options)), new("MICRONAUT_SERVER_HOST", "0.0.0.0"));
    }

    private static Dependency? Native(IReadOnlyList<JavaModule> modules) =>
        new[] { Proxy, Function }.SelectMany(name => modules.Select(module => module.Find(name))).FirstOrDefault(found => found is not null);
}
