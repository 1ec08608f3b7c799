using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A server made with Javalin, behind the web adapter.</summary>
internal sealed class Javalin : IFramework
{
    private static readonly string[] Dependencies = ["io.javalin:javalin", "io.javalin:javalin-bundle"];

    public string Name => "Javalin";

    public string? Specializes => "Java";

    public string LooksFor => "io.javalin:javalin among the dependencies of pom.xml or build.gradle(.kts)";

    public FrameworkFacts Facts => new("Java", JavaServer.Base, "java -cp classes:lib/* com.acme.Main", WebAdapter.Port, "The main class comes from the build or the one main in the sources. Step: build.");

    public Detection? Detect(ProjectDirectory project) => JavaServer.Detect(this, project, Dependencies);

    public void Write(Detection found, DockerfileBuilder file) => JavaServer.Write(found, file, Dependencies);
}
