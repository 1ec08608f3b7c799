using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

/// <summary>The small real projects of tests/projects and what LambdaImage makes of them.</summary>
internal static class FixtureProject
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Folder { get; } = Path.Combine(Golden.Root, "tests", "projects");

    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);

    public static string Expected(string name, string file) => Path.Combine(Folder, name, "expected", file);

    public static LambdaProject Resolve(string name) =>
        Resolve(new ProjectRequest { Path = Path.Combine(Folder, name, "app"), UseEnvironment = false });

    public static LambdaProject Resolve(ProjectRequest request) =>
        new ProjectResolver(new EmptyEnvironment(), new FixedTime()).Resolve(request);

    public static LambdaDockerfile Dockerfile(LambdaProject project) => new ManagedDockerfile().Plan(project, force: false, textOnly: true).Result;

    /// <summary>Without the path, which is another on each machine.</summary>
    public static string Describe(LambdaProject project) => JsonSerializer.Serialize(project with { Path = "." }, Json).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
