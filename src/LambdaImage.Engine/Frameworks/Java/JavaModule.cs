using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>One module of a Maven or Gradle build: the whole build, where there is but one.</summary>
/// <param name="Project">The project.</param>
/// <param name="Folder">Folder with a slash at its end; empty for the root.</param>
/// <param name="Pom">Maven's manifest, or null.</param>
/// <param name="Gradle">Gradle's build file, or null.</param>
internal sealed record JavaModule(ProjectDirectory Project, string Folder, PomXml? Pom, GradleBuild? Gradle)
{
    /// <summary>Modules in modules: no build nests deeper.</summary>
    private const int Deepest = 4;

    private static readonly string[] SourceKinds = ["java/**/*.java", "kotlin/**/*.kt", "java/**/*.kt", "groovy/**/*.groovy"];

    /// <summary>Where results end up.</summary>
    public string Target => Folder + (Pom is null ? "build" : "target");

    /// <summary>The manifest that decides, for messages.</summary>
    public string Manifest => Pom?.Path ?? Gradle!.Path;

    public bool HasDependencies => Pom is not null ? Pom.Dependencies.Count > 0 || Pom.Parent is not null : Gradle!.Dependencies.Count > 0;

    /// <summary>All modules, the root first; none when neither tool's file is there. Of two tools Maven counts, unless only Gradle has its wrapper.</summary>
    public static IReadOnlyList<JavaModule> ReadAll(ProjectDirectory project)
    {
        var usesGradle = GradleBuild.Read(project) is not null && (!project.Exists(PomXml.File) || (project.Exists("gradlew") && !project.Exists("mvnw")));
        List<JavaModule> found = [];
        Collect(project, "", usesGradle, 0, found);
        return found;
    }

    /// <summary>A production dependency by <c>group:artifact</c>.</summary>
    public Dependency? Find(string name) => Pom?.Find(name) ?? Gradle?.Find(name);

    /// <summary>The first dependency or plugin there is of several.</summary>
    public Dependency? FindAny(params IEnumerable<string> names) => names
        .Select(name => Find(name) ?? Pom?.FindPlugin(name) ?? Gradle?.FindPlugin(name)).FirstOrDefault(found => found is not null);

    /// <summary>Production sources without their comments.</summary>
    public IEnumerable<(string File, string Text)> Sources() => SourceKinds
        .SelectMany(kind => Project.Files($"{Folder}src/main/{kind}"))
        .Concat(Project.Files($"{Folder}src/*.kt")) // Ktor's own starter
        .Distinct(StringComparer.Ordinal)
        .Select(file => (file, SourceCode.Read(Project, file))).Where(source => source.Item2 is not null).Select(source => (source.file, source.Item2!));

    private static void Collect(ProjectDirectory project, string folder, bool usesGradle, int depth, List<JavaModule> found)
    {
        var pom = usesGradle ? null : PomXml.Read(project, folder + PomXml.File);
        var gradle = usesGradle ? GradleBuild.Read(project, folder) : null;
        if ((pom is null && gradle is null) || found.Any(module => module.Folder == folder)) return;
        found.Add(new JavaModule(project, folder, pom, gradle));
        if (depth == Deepest) return;
        foreach (var module in pom?.Modules ?? gradle!.Modules)
        {
            if (RelativePath.Combine(folder + "x", module) is { Length: > 0 } path) Collect(project, path + "/", usesGradle, depth + 1, found);
        }
    }
}
