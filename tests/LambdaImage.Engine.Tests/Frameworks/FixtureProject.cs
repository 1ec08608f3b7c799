using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>The second form, with dependencies from this machine; null when the framework has none, or nothing is installed anyway.</summary>
    public static GeneratedDockerfile? OnHost(LambdaProject project)
    {
        if (!new DockerfileGenerator().Generate(project, DependencyInstall.Container).NeedsShell) return null;
        try
        {
            var made = new DockerfileGenerator().Generate(project, DependencyInstall.Host);
            return made.NeedsShell ? null : made;
        }
        catch (LambdaImageException impossible) when (impossible.Kind == ErrorKind.DependencyInstallUnavailable)
        {
            return null;
        }
    }

    /// <summary>The second form as one text: what runs first, then the Dockerfile.</summary>
    public static string Describe(GeneratedDockerfile onHost) => string.Concat(
        onHost.HostInstall is not { } install ? "" : $"# in:  {string.Join(' ', install.Inputs)}\n"
            + string.Concat(install.Commands.Select(command => $"# run: {Line(command)}\n")) + $"# out: {install.Result}\n\n",
        DockerfileWriter.Write(onHost.Document));

    /// <summary>Without the path, which is another on each machine, and without options that change nothing.</summary>
    public static string Describe(LambdaProject project)
    {
        var node = JsonSerializer.SerializeToNode(project with { Path = ".", ConfigurationPath = Path.GetFileName(project.ConfigurationPath) }, Json)!.AsObject();
        if (JsonNode.DeepEquals(node["options"], JsonSerializer.SerializeToNode(new DockerfileOptions(), Json))) node.Remove("options");
        return node.ToJsonString(Json).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
    }

    private static string Line(HostCommand command) =>
        string.Join(' ', [.. command.Environment.Select(variable => $"{variable.Key}={variable.Value}"), command.Program, .. command.Arguments]).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
