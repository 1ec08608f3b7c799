using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>A web server on the JVM behind the web adapter.</summary>
internal static class JavaServer
{
    public const string Base = "public.ecr.aws/lambda/java";

    private static readonly string[] MainProperties = ["exec.mainClass", "main.class", "mainClass", "start-class"];

    private static readonly (string Plugin, string[] Path)[] MainSettings =
    [
        ("org.apache.maven.plugins:maven-jar-plugin", ["archive", "manifest", "mainClass"]),
        ("org.apache.maven.plugins:maven-assembly-plugin", ["archive", "manifest", "mainClass"]),
        ("org.apache.maven.plugins:maven-shade-plugin", ["transformers", "transformer", "mainClass"]),
        ("org.codehaus.mojo:exec-maven-plugin", ["mainClass"]),
    ];

    /// <summary>Where the program is: in AWS's images and in Eclipse Temurin's.</summary>
    public static string Java(ParentImage image) => image.IsLambda ? "/var/lang/bin/java" : "/opt/java/openjdk/bin/java";

    /// <summary>Recognises a server by a dependency, unless one of its classes is a handler.</summary>
    public static Detection? Detect(IFramework framework, ProjectDirectory project, params string[] dependencies)
    {
        var modules = JavaModule.ReadAll(project);
        List<JavaModule> servers = [.. modules.Where(module => module.FindAny(dependencies) is not null)];
        if (servers.Count == 0 || JavaSources.FindHandlers(modules).Count > 0) return null;
        var (main, module, incomplete) = Main(project, servers);
        var port = JavaSources.FindPort(module);
        return new Detection
        {
            Framework = framework,
            Project = project,
            Runtime = LambdaBaseImages.Java.Choose(AskedVersions.Java(project)),
            Handler = main is null ? null : Command(main.Value.Name),
            Incomplete = incomplete,
            ServesHttp = true,
            Evidence =
            [
                module.FindAny(dependencies)!.Says($"{framework.Name} behind the Lambda Web Adapter"),
                .. main is null ? [] : new[] { main.Value.Evidence },
                .. port is null ? [] : new[] { port.Value.Evidence },
            ],
        };
    }

    /// <summary>Writes a server that starts from its classes and libraries: two layers instead of one fat jar that changes as a whole.</summary>
    public static void Write(Detection found, DockerfileBuilder file, string[] dependencies, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var modules = JavaModule.ReadAll(found.Project);
        List<JavaModule> servers = [.. modules.Where(module => module.FindAny(dependencies) is not null)];
        var command = Usable(found.Handler!, () => Main(found.Project, servers).Main is { } main ? Command(main.Name) : null, file);
        var type = command.Split(' ').Last(word => word.Length > 0);
        var module = JavaSources.ModuleOf(servers, type.EndsWith("Kt", StringComparison.Ordinal) ? type[..^2] : type) ?? Main(found.Project, servers).Module;
        var build = new JavaBuild(modules, module, found.Runtime);
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        build.WriteExploded(file);
        var stage = Final(file, image, JavaSources.FindPort(module)?.Port ?? WebAdapter.Port, [.. environment]);
        build.CopyExploded(stage, file, "./classes/");
        Start(stage, image, command);
    }

    /// <summary>Starts the final stage with the adapter and the JVM's settings.</summary>
    public static StageBuilder Final(DockerfileBuilder file, ParentImage image, string port, IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        var stage = file.FinalStage(image);
        if (!image.IsLambda) stage.WorkDir(LambdaBaseImages.TaskRoot);
        return stage.Prepare()
            .WithWebAdapter(port,
            [
                .. environment,
                // The first compiler alone starts faster, as on Lambda's own Java: https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html
                new("JAVA_TOOL_OPTIONS", "-XX:+TieredCompilation -XX:TieredStopAtLevel=1"), new("HOME", "/tmp"),
            ]);
    }

    public static void Start(StageBuilder stage, ParentImage image, string command)
    {
        var start = StartCommand.Of(command, ("java", Java(image)));
        if (image.IsLambda) stage.Comment("The base image's entry point speaks Lambda's protocol; here the adapter does that.");
        stage.Entrypoint(start.Program).Cmd(start.Arguments);
    }

    /// <summary>A Procfile may start the jar where the build leaves it, which is not where the image has the classes.</summary>
    public static string Usable(string command, Func<string?> standard, DockerfileBuilder file)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var jar = Array.IndexOf(words, "-jar") is >= 0 and var index && index + 1 < words.Length ? words[index + 1] : "";
        if (!jar.Contains('/', StringComparison.Ordinal) || standard() is not { } own) return command;
        file.Warn($"The image has no {jar}, so '{own}' is used instead of '{command}'.");
        return own;
    }

    private static string Command(string type) => $"java -cp classes:lib/* {type}";

    private static ((string Name, Evidence Evidence)? Main, JavaModule Module, LambdaImageException? Incomplete) Main(ProjectDirectory project, List<JavaModule> servers)
    {
        foreach (var module in servers)
        {
            if (Declared(module) is { } declared) return (declared, module, null);
        }

        var mains = JavaSources.FindMains(servers);
        return mains switch
        {
            [var (name, module, evidence)] => ((name, evidence), module, null),
            [] => (null, servers[0], CompiledErrors.NoProgram(project.FullPath(servers[0].Manifest), "names no main class, and no source has a main",
                "Name it in the build (application { mainClass = … }, or the property exec.mainClass), or with -Handler 'java -cp classes:lib/* com.acme.Main'.")),
            _ => (null, servers[0], CompiledErrors.SeveralPrograms(project.Path, "classes with a main", [.. mains.Select(main => Command(main.Name))])),
        };
    }

    private static (string, Evidence)? Declared(JavaModule module)
    {
        if (module.Gradle?.MainClass is { } gradle) return (gradle, new Evidence(module.Manifest, null, gradle, "how the server starts"));
        if (module.Pom is not { } pom) return null;
        foreach (var name in MainProperties)
        {
            if (pom.Property(name) is { Constraint: { Length: > 0 } value } property) return (value, new Evidence(property.File, property.Line, $"{name} {value}", "how the server starts"));
        }

        var setting = MainSettings.Select(setting => pom.PluginSetting(setting.Plugin, setting.Path)).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return setting is null ? null : (setting, new Evidence(pom.Path, null, setting, "how the server starts"));
    }
}
