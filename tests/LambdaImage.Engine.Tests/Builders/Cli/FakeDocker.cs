using LambdaImage.Engine.Builders.Docker;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Oci.Archive;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>A docker CLI that says it is of a certain version, and "builds" the sample image.</summary>
internal sealed class FakeDocker
{
    public const string ImageId = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    private readonly BuildFolder _folder;
    private readonly (string, string)[] _variables;

    public FakeDocker(BuildFolder folder, string client, string? buildx, string? driver = "docker", params (string, string)[] variables)
    {
        _folder = folder;
        _variables = variables;
        Programs = folder.Program("bin", "docker");
        Runner
            .On("docker version", new FakeProcessRunner.Reply(0, Version(client)))
            .On("docker buildx version", buildx is null ? Unknown : new(0, $"github.com/docker/buildx v{buildx} abc"))
            .On("docker buildx inspect", buildx is null ? Unknown : new(0, $"Name:   default\nDriver: {driver}\n"))
            .On("docker image inspect", new FakeProcessRunner.Reply(1))
            .On("docker build", Build)
            .On("docker buildx build", Build)
            .On("docker save", _ => new FakeProcessRunner.Reply { RawOutput = Saved() });
    }

    public FakeProcessRunner Runner { get; } = new();

    public SampleImage Image { get; set; } = new();

    /// <summary>The id it gives to what it builds.</summary>
    public string Id { get; set; } = ImageId;

    /// <summary>The folders on PATH.</summary>
    public string Programs { get; set; }

    public DockerBuilder Builder => new(
        Runner, new TestEnvironment(_folder.Path("home"), [("PATH", Programs), .. _variables]), _folder.Compressed, builder: Named);

    /// <summary>The buildx builder that is asked for.</summary>
    public string? Named { get; init; }

    public static FakeProcessRunner.Reply Unknown { get; } = new(1, "", "docker: 'buildx' is not a docker command.");

    public static string Version(string client, string context = "default") =>
        $$$"""{"Client":{"Version":"{{{client}}}","Context":"{{{context}}}"},"Server":{"Version":"20.10.24","Os":"linux"}}""";

    /// <summary>The value that follows a flag.</summary>
    public static string After(ProcessCommand command, string flag) =>
        command.Arguments[command.Arguments.ToList().IndexOf(flag) + 1];

    /// <summary>Builds as it is told.</summary>
    public FakeProcessRunner.Reply Build(ProcessCommand command)
    {
        File.WriteAllText(After(command, "--iidfile"), Id);
        var output = command.Arguments.FirstOrDefault(argument => argument.StartsWith("type=oci,dest=", StringComparison.Ordinal));
        if (output is not null) File.WriteAllBytes(output["type=oci,dest=".Length..], Saved().ToArray());
        return new FakeProcessRunner.Reply(0, "", "#1 [1/1] FROM a");
    }

    /// <summary>What docker saves.</summary>
    public ReadOnlyMemory<byte> Saved()
    {
        using var folder = new ArchiveFolder();
        var config = Digest.Of(Image.ConfigBytes.Span).Hex + ".json";
        return File.ReadAllBytes(folder.WriteTar(
            (config, Image.ConfigBytes.ToArray()), ("0", Image.Plain[0]), ("1", Image.Plain[1]),
            ("manifest.json", $$"""[{"Config":"{{config}}","RepoTags":null,"Layers":["0","1"]}]""")));
    }
}
