using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A server made with Ktor, behind the web adapter.</summary>
internal sealed class Ktor : IFramework
{
    private static readonly string[] Dependencies = ["io.ktor:ktor-server-core", "io.ktor:ktor-server-core-jvm", "io.ktor:ktor-server-netty", "io.ktor:ktor-server-netty-jvm", "io.ktor:ktor-server-cio", "io.ktor:ktor-server-cio-jvm", "io.ktor.plugin"];

    public string Name => "Ktor";

    public string? Specializes => "Java";

    public string LooksFor => "io.ktor:ktor-server-core among the dependencies of pom.xml or build.gradle(.kts)";

    public FrameworkFacts Facts => new("Java", JavaServer.Base, "java -cp classes:lib/* com.acme.ApplicationKt", WebAdapter.Port, "The main class comes from the build or the one main in the sources. Step: build.");

    public Detection? Detect(ProjectDirectory project) => JavaServer.Detect(this, project, Dependencies);

    public void Write(Detection found, DockerfileBuilder file) => JavaServer.Write(found, file, Dependencies);
}
