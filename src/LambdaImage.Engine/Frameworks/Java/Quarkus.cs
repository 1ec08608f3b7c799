using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A Quarkus application: as a function with one of its extensions for Lambda, else its fast jar behind the web adapter.
/// <see href="https://quarkus.io/guides/aws-lambda"/></summary>
internal sealed class Quarkus : IFramework
{
    private static readonly string[] Plugins =
        ["io.quarkus", "io.quarkus:quarkus-maven-plugin", "io.quarkus.platform:quarkus-maven-plugin", "com.redhat.quarkus.platform:quarkus-maven-plugin"];

    private static readonly (string Extension, string Handler)[] Extensions =
    [
        ("io.quarkus:quarkus-amazon-lambda", "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"),
        ("io.quarkus:quarkus-amazon-lambda-http", "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"),
        ("io.quarkus:quarkus-amazon-lambda-rest", "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"),
        ("io.quarkus:quarkus-funqy-amazon-lambda", "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest"),
    ];

    public string Name => "Quarkus";

    public string? Specializes => "Java";

    public string LooksFor => "Quarkus's plugin in pom.xml or build.gradle(.kts)";

    public FrameworkFacts Facts => new("Java", JavaServer.Base, "java -jar quarkus-run.jar", WebAdapter.Port,
        "With quarkus-amazon-lambda, -http or -rest a function of its own (SnapStart works). Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (Module(project) is not { } module) return null;
        var native = Native(module);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Java.Choose(AskedVersions.Java(project)),
            Handler = native?.Handler ?? "java -jar quarkus-run.jar",
            ServesHttp = native is null,
            Evidence =
            [
                module.FindAny(Plugins)!.Says(Name),
                native?.Extension.Says("runs on Lambda's own runtime") ?? new Evidence(module.Manifest, null, "no extension for Lambda", "runs behind the Lambda Web Adapter"),
            ],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var modules = JavaModule.ReadAll(found.Project);
        var module = Module(found.Project)!;
        var build = new JavaBuild(modules, module, found.Runtime);
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        build.WritePackage(file, "quarkusBuild");
        if (Native(module) is not null)
        {
            var function = JavaFunction.Final(found, module, file, image, []).Comment("Libraries, which change less often than the application.");
            build.Copy(function, file, "lib/", "./lib/");
            build.Copy(function, file, "*-runner.jar", "./lib/");
            JavaFunction.Start(found, module, function, image);
            return;
        }

        var port = WebAdapter.PortOf(file.Options);
        var stage = JavaServer.Final(file, image, WebAdapter.Port, [new("QUARKUS_HTTP_HOST", "0.0.0.0"), new("QUARKUS_HTTP_PORT", port)])
            .Comment("The parts of the fast jar, those that change least first.");
        build.Copy(stage, file, "quarkus-app/lib/", "./lib/");
        build.Copy(stage, file, "quarkus-app/*.jar", "./");
        build.Copy(stage, file, "quarkus-app/app/", "./app/");
        build.Copy(stage, file, "quarkus-app/quarkus/", "./quarkus/");
        JavaServer.Start(stage, image, JavaServer.Usable(found.Handler!, () => "java -jar quarkus-run.jar", file));
    }

    private static JavaModule? Module(ProjectDirectory project) =>
        JavaModule.ReadAll(project).LastOrDefault(module => module.Pom?.Packaging != "pom" && module.FindAny(Plugins) is not null);

    private static (string Handler, Dependency Extension)? Native(JavaModule module)
    {
        foreach (var (extension, handler) in Extensions)
        {
            if (module.Find(extension) is { } dependency) return (handler, dependency);
        }

        return null;
    }
}
