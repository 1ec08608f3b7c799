using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>How a build is run for one of its modules, by Maven or by Gradle, with the wrapper where the project has one.</summary>
/// <param name="modules">All modules of the build.</param>
/// <param name="module">The one that becomes the image.</param>
/// <param name="runtime">Its Java.</param>
internal sealed class JavaBuild(IReadOnlyList<JavaModule> modules, JavaModule module, LambdaRuntime runtime)
{
    private const string Tests = "-DskipTests";

    private static readonly string[] MavenFiles =
    [
        PomXml.File, "mvnw", ".mvn/wrapper/maven-wrapper.properties", ".mvn/wrapper/maven-wrapper.jar", ".mvn/maven.config", ".mvn/jvm.config", ".mvn/extensions.xml", ".mvn/settings.xml",
    ];

    private static readonly string[] GradleFiles =
    [
        "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradle.properties", "gradle.lockfile", "gradlew", VersionCatalog.File,
        "gradle/wrapper/gradle-wrapper.jar", "gradle/wrapper/gradle-wrapper.properties", "gradle/verification-metadata.xml",
    ];

    private bool IsMaven => module.Pom is not null;

    private bool HasOneModule => modules.Count == 1 && !module.Project.HasFolder("buildSrc");

    private bool HasWrapper => IsMaven
        ? module.Project.Exists("mvnw") && module.Project.Exists(".mvn/wrapper/maven-wrapper.properties")
        : module.Project.Exists("gradlew") && module.Project.Exists("gradle/wrapper/gradle-wrapper.jar");

    /// <summary>Downloads, which every step reads.</summary>
    private string Cache => IsMaven ? "/root/.m2/repository" : "/root/.gradle";

    /// <summary><c>21</c>, also for <c>8.al2</c>.</summary>
    private string Jdk => runtime.Version.Split('.')[0];

    private string Image => HasWrapper ? $"{LambdaBaseImages.OfficialImages}/eclipse-temurin:{Jdk}-jdk"
        : IsMaven ? $"{LambdaBaseImages.OfficialImages}/maven:3-eclipse-temurin-{Jdk}"
        : $"{LambdaBaseImages.OfficialImages}/gradle:{GradleVersion()}jdk{Jdk}";

    /// <summary>Puts classes and libraries into folders of their own, for <see cref="CopyExploded"/>.</summary>
    public void WriteExploded(DockerfileBuilder file)
    {
        if (!IsMaven) GradleInitScript.AddTo(file);
        Write(file, Exploded(), module.Target + (IsMaven ? "" : "/lambda-image"));
    }

    /// <summary>Makes what the build's own packaging makes.</summary>
    /// <param name="file">The document.</param>
    /// <param name="gradleTask">Gradle's task; Maven's is always <c>package</c>.</param>
    /// <param name="afterwards">Commands that follow on this machine.</param>
    /// <returns>The stage; null where it is done on this machine.</returns>
    public StageBuilder? WritePackage(DockerfileBuilder file, string gradleTask, params IEnumerable<HostCommand> afterwards) =>
        Write(file, IsMaven ? [.. Only(), Tests, "package"] : ["-x", "test", Task(gradleTask)], module.Target, afterwards);

    /// <summary>Copies classes and libraries; libraries first, because they change less often.</summary>
    public StageBuilder CopyExploded(StageBuilder stage, DockerfileBuilder file, string classes)
    {
        var (libraryFolder, classFolder) = IsMaven ? ("dependency/", "classes/") : ("lib/", "classes/");
        var root = file.InstallsOnHost ? "" : $"/src/{module.Target}/{(IsMaven ? "" : "lambda-image/")}";
        if (module.HasDependencies) stage.Comment("Libraries, which change less often than the classes.").Copy([root + libraryFolder], "./lib/", From(file));
        return stage.Copy([root + classFolder], classes, From(file));
    }

    /// <summary>Copies results of the build's own packaging, by paths below its folder.</summary>
    public StageBuilder Copy(StageBuilder stage, DockerfileBuilder file, string source, string destination) =>
        stage.Copy([file.InstallsOnHost ? source : $"/src/{module.Target}/{source}"], destination, From(file));

    private static string From(DockerfileBuilder file) => file.InstallsOnHost ? HostInstall.ContextName : "build";

    private StageBuilder? Write(DockerfileBuilder file, IReadOnlyList<string> arguments, string result, params IEnumerable<HostCommand> afterwards)
    {
        file.Ignore([.. modules.Select(found => found.Target), ".gradle", "**/*.iml", "**/.settings", "**/.classpath", "**/.project", ".mvn/local-settings.xml"]);
        if (file.InstallsOnHost)
        {
            file.InstallOnHost(new HostInstall
            {
                Tool = IsMaven ? "Maven" : "Gradle",
                Inputs = ["."],
                Commands = [HostCommand(arguments), .. afterwards],
                Result = result,
            });
            return null;
        }

        var stage = file.BuildStage(ParentImage.Of(Image), "Classes are the same for every processor, so this stage runs on that of the machine that builds.", platform: file.OwnPlatform)
            .WorkDir("/src");
        if (!IsMaven) stage.Env("GRADLE_USER_HOME", "/root/.gradle");
        stage.Prepare();
        if (HasOneModule) WriteLibraries(file, stage);
        stage.Copy(["."], "./");
        if (file.Command("build", $"{Program} {string.Join(' ', arguments)}") is { } build)
        {
            // Without libraries the folder would not be there to be copied.
            stage.Install(file.SharedCache(Cache), build);
        }

        return stage;
    }

    private void WriteLibraries(DockerfileBuilder file, StageBuilder stage)
    {
        string[] files = [.. (IsMaven ? MavenFiles : [.. GradleFiles, GradleInitScript.File])
            .Where(name => module.Project.Exists(name) || file.Files.Any(own => own.Key == name))];
        var isKnown = IsMaven || file.Files.Any(own => own.Key == GradleInitScript.File);
        if (!isKnown) return;
        stage.Comment("Libraries first: this layer is used again until the build files change.")
            .CopyManifests(files)
            .Install(file.SharedCache(Cache), $"{Program} {string.Join(' ', IsMaven ? Libraries() : ["--init-script", GradleInitScript.File, Task(GradleInitScript.LibrariesTask)])}");
    }

    /// <summary>Without Spring's tools for development, which Maven counts among the libraries.</summary>
    private string[] Libraries() =>
    [
        "dependency:copy-dependencies", "-DincludeScope=runtime",
        .. module.Find("org.springframework.boot:spring-boot-devtools") is null ? [] : new[] { "-DexcludeArtifactIds=spring-boot-devtools" },
    ];

    private string[] Exploded() => IsMaven
        ? [.. Only(), Tests, "package", .. Libraries()]
        : ["--init-script", GradleInitScript.File, Task(GradleInitScript.Task)];

    /// <summary>Of several modules the one and those it is made from.</summary>
    private string[] Only() => module.Folder.Length == 0 ? [] : ["-pl", module.Folder.TrimEnd('/'), "-am"];

    private string Task(string name) => module.Folder.Length == 0 ? $":{name}" : $":{module.Folder.TrimEnd('/').Replace('/', ':')}:{name}";

    /// <summary>Through the shell, because a checkout on Windows loses the wrapper's permission to run.</summary>
    private string Program => IsMaven
        ? $"{(HasWrapper ? "sh ./mvnw" : "mvn")} --batch-mode --no-transfer-progress"
        : $"{(HasWrapper ? "sh ./gradlew" : "gradle")} --no-daemon --console=plain";

    private HostCommand HostCommand(IReadOnlyList<string> arguments)
    {
        if (IsMaven) return new("mvn", ["--batch-mode", "--no-transfer-progress", .. arguments]);
        string[] all = ["--no-daemon", "--console=plain", .. arguments];
        // The wrapper is a program of Java, so that it needs no shell on Windows.
        return HasWrapper ? new("java", ["-cp", "gradle/wrapper/gradle-wrapper.jar", "org.gradle.wrapper.GradleWrapperMain", .. all]) : new("gradle", all);
    }

    /// <summary>The version of the wrapper whose program was left out of the repository.</summary>
    private string GradleVersion() => module.Project.Lines("gradle/wrapper/gradle-wrapper.properties")
        .Select(line => line.Text).Where(line => line.StartsWith("distributionUrl", StringComparison.Ordinal))
        .Select(line => line[(line.LastIndexOf("gradle-", StringComparison.Ordinal) + "gradle-".Length)..].Split('-')[0] + "-").FirstOrDefault() ?? "";
}
