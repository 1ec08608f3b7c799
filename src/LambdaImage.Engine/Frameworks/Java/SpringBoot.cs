using System.Globalization;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A Spring Boot application: as a function with Spring's or AWS's adapter, else its layered jar behind the web adapter.
/// <see href="https://docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html"/></summary>
internal sealed class SpringBoot : IFramework
{
    private const string Plugin = "org.springframework.boot";
    private const string Starter = "org.springframework.boot:spring-boot-starter-parent";
    private const string MavenPlugin = "org.springframework.boot:spring-boot-maven-plugin";
    private const string CloudFunction = "org.springframework.cloud:spring-cloud-function-adapter-aws";
    private const string CloudFunctionHandler = "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest";
    private const string Container = "com.amazonaws.serverless:aws-serverless-java-container-springboot";
    private const string ContainerHandler = "com.amazonaws.serverless.proxy.spring.SpringDelegatingLambdaContainerHandler::handleRequest";
    private const string Jar = "application.jar";

    public string Name => "Spring Boot";

    public string? Specializes => "Java";

    public string LooksFor => "Spring Boot's plugin or parent in pom.xml or build.gradle(.kts)";

    public FrameworkFacts Facts => new("Java", JavaServer.Base, "java -jar application.jar", WebAdapter.Port,
        "With spring-cloud-function-adapter-aws or aws-serverless-java-container a function of its own (SnapStart works). Layers: libraries, loader, snapshots, application. Step: build.");

    public Detection? Detect(ProjectDirectory project)
    {
        var modules = JavaModule.ReadAll(project);
        if (Module(modules) is not { } module) return null;
        var applications = JavaSources.FindSpringApplications(modules);
        var native = Native(modules, module);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Java.Choose(AskedVersions.Java(project)),
            Handler = native?.Handler ?? $"java -jar {Jar}",
            ServesHttp = native is null,
            Evidence =
            [
                (Boot(module) ?? module.FindAny(MavenPlugin)!).Says(Name),
                .. applications.Take(1).Select(application => application.Evidence with { Conclusion = "the application" }),
                native?.Evidence ?? new Evidence(module.Manifest, null, "no adapter for Lambda", "runs behind the Lambda Web Adapter"),
            ],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var modules = JavaModule.ReadAll(found.Project);
        var module = Module(modules)!;
        if (Native(modules, module) is null) WriteServer(found, modules, module, file);
        else WriteFunction(found, modules, module, file);
    }

    /// <summary>The adapters look for the application class in the jar's manifest, which classes in a folder do not have.</summary>
    private static void WriteFunction(Detection found, IReadOnlyList<JavaModule> modules, JavaModule module, DockerfileBuilder file)
    {
        var applications = JavaSources.FindSpringApplications(modules);
        JavaFunction.Write(found, JavaSources.ModuleOf(modules, found.Handler!) ?? module, file, applications is [var single] ? [new("MAIN_CLASS", single.Name)] : []);
    }

    private static void WriteServer(Detection found, IReadOnlyList<JavaModule> modules, JavaModule module, DockerfileBuilder file)
    {
        var build = new JavaBuild(modules, module, found.Runtime);
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        var hasTools = Version(module) is null || Version(module) >= new Version(3, 3);
        string[] extract = hasTools ? ["-Djarmode=tools", "-jar", Jar, "extract", "--layers", "--destination", "extracted"] : ["-Djarmode=layertools", "-jar", Jar, "extract", "--destination", "extracted"];
        const string layers = "extracted/";
        if (file.InstallsOnHost)
        {
            extract[2] = JarName(module) ?? throw CompiledErrors.HostInstallImpossible("Spring Boot", $"{module.Manifest} does not say what its jar is called", module.Manifest);
            extract[^1] = $"{module.Target}/extracted";
            build.WritePackage(file, "bootJar", new HostCommand("java", extract));
        }
        else
        {
            build.WritePackage(file, "bootJar")!
                .Comment("The one jar that runs, taken apart into layers that change at different paces.")
                .Run($"cd {module.Target}",
                    $"find {(module.Pom is null ? "libs" : ".")} -maxdepth 1 -name '*.jar' ! -name '*-plain.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' -exec cp {{}} {Jar} \\;",
                    $"java {string.Join(' ', extract)}");
        }

        var port = WebAdapter.PortOf(file.Options);
        var stage = JavaServer.Final(file, image, WebAdapter.Port, [new("SERVER_PORT", port)]);
        foreach (var layer in new[] { "dependencies/", "spring-boot-loader/", "snapshot-dependencies/", "application/" }) build.Copy(stage, file, layers + layer, "./");
        var command = JavaServer.Usable(found.Handler!, () => $"java -jar {Jar}", file);
        // Older versions leave no jar behind, so their launcher is started by name.
        if (!hasTools && command == $"java -jar {Jar}") command = $"java {(Version(module) >= new Version(3, 2) ? "org.springframework.boot.loader.launch.JarLauncher" : "org.springframework.boot.loader.JarLauncher")}";
        JavaServer.Start(stage, image, file.InstallsOnHost && hasTools ? command.Replace(Jar, Path.GetFileName(JarName(module)!), StringComparison.Ordinal) : command);
    }

    private static (string Handler, Evidence Evidence)? Native(IReadOnlyList<JavaModule> modules, JavaModule module)
    {
        if (module.FindAny(CloudFunction) is { } function) return (CloudFunctionHandler, function.Says("runs on Lambda's own runtime"));
        if (JavaSources.FindHandlers(modules) is [var own]) return (own.Handler, own.Evidence);
        return module.FindAny(new[] { "2", "3", "4" }.Select(version => Container + version)) is { } container ? (ContainerHandler, container.Says("runs on Lambda's own runtime")) : null;
    }

    /// <summary>The module that becomes a program: the one with the plugin.</summary>
    private static JavaModule? Module(IReadOnlyList<JavaModule> modules)
    {
        List<JavaModule> candidates = [.. modules.Where(module => module.Pom?.Packaging != "pom" && (module.Pom?.FindPlugin(MavenPlugin) is not null || module.Gradle?.FindPlugin(Plugin) is not null))];
        // A parent may give the plugin to all of its modules.
        return candidates.Count < 2 ? candidates.FirstOrDefault() : candidates.LastOrDefault(module => JavaSources.FindSpringApplications([module]).Count > 0) ?? candidates[^1];
    }

    private static Dependency? Boot(JavaModule module) =>
        module.Gradle?.FindPlugin(Plugin) ?? (module.Pom?.Parent is { Name: Starter } parent ? parent : null);

    private static Version? Version(JavaModule module)
    {
        var text = Boot(module)?.Constraint is { Length: > 0 } own ? own : module.Pom?.Property("spring-boot.version")?.Constraint;
        return text?.Split('.') is [var major, var minor, ..] && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? new Version(first, second) : null;
    }

    /// <summary>Path of the jar, where the build file tells its name.</summary>
    private static string? JarName(JavaModule module)
    {
        if (module.Pom is { } pom) return pom.ArtifactId is null || pom.Version is null ? null : $"{module.Target}/{pom.FinalName}.jar";
        var name = module.Folder.Length > 0 ? module.Folder.TrimEnd('/').Split('/')[^1] : module.Gradle!.Name;
        return name is null ? null : $"{module.Target}/libs/{name}{(module.Gradle!.Version is { } version ? "-" + version : "")}.jar";
    }
}
