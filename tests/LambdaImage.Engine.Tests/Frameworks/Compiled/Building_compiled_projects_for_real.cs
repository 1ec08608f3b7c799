using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Frameworks.Custom;
using LambdaImage.Engine.Processes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Compiled;

/// <summary>The forms without RUN, made by the languages' own tools and by the daemonless engine.</summary>
public sealed class Building_compiled_projects_for_real : IDisposable
{
    private const string Provided = "public.ecr.aws/lambda/provided:al2023";

    private readonly ProcessRunner _processes = new(new ProcessEnvironment());
    private readonly RecordingReporter _reporter = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("lambdaimage-compiled-").FullName;
    private readonly string _name = $"lambdaimage-test/compiled-{Guid.NewGuid():N}:latest";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData(LambdaArchitecture.X86_64)]
    [InlineData(LambdaArchitecture.Arm64)]
    public async Task A_Go_function_is_compiled_for_its_processor(LambdaArchitecture architecture)
    {
        Require("go");

        await BuildAsync("go-plain", architecture);

        (await ProgramAsync("/var/runtime/bootstrap")).Architecture.ShouldBe(architecture);
        if (architecture == LambdaArchitecture.X86_64) (await InvokeAsync("""{"name":"Ada"}""")).ShouldBe("\"Hello Ada\"");
    }

    [SkippableTheory]
    [InlineData(LambdaArchitecture.X86_64)]
    [InlineData(LambdaArchitecture.Arm64)]
    public async Task A_web_application_is_published_for_its_processor(LambdaArchitecture architecture)
    {
        Require("dotnet");

        var image = await BuildAsync("aspnetcore-adapter", architecture, Provided);

        image.Architecture.ShouldBe(architecture);
        (await ProgramAsync("/var/task/Shop")).Architecture.ShouldBe(architecture);
        File.Exists(await CopyAsync("/var/task/Shop.runtimeconfig.json")).ShouldBeTrue();
    }

    private static void Require(string program)
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");
        Skip.If(new ProgramSearch(new ProcessEnvironment()).Find(program) is null, $"needs {program}");
    }

    /// <summary>Builds a copy of a fixture without a daemon, and loads it into Docker to look at it.</summary>
    private async Task<BuiltLambdaImage> BuildAsync(string fixture, LambdaArchitecture architecture, string? image = null)
    {
        using var copy = TempProject.CopyOf(Path.Combine(FixtureProject.Folder, fixture, "app"));
        using var engine = new LambdaImageEngine();
        var project = FixtureProject.Resolve(new ProjectRequest { Path = copy.Path, Architecture = architecture, UseEnvironment = false }) with
        {
            Options = new() { DependencyInstall = DependencyInstall.Host, Base = new() { Image = image } },
        };
        var dockerfile = await (await engine.PlanAsync(new DockerfileRequest { Project = project }, _reporter, CancellationToken.None)).RunAsync(_reporter, CancellationToken.None);
        var archive = Path.Combine(_folder, "image.tar");
        var request = new BuildRequest { Dockerfile = dockerfile, Engine = BuildEngine.Daemonless, Output = archive, Tag = _name };
        var built = await (await engine.PlanAsync(request, _reporter, CancellationToken.None)).RunAsync(_reporter, CancellationToken.None);
        await RunAsync("docker", "load", "--input", archive);
        return built;
    }

    private async Task<ElfProgram> ProgramAsync(string path)
    {
        var file = await CopyAsync(path);
        await using var stream = File.OpenRead(file);
        var head = new byte[ElfProgram.HeadLength];
        (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false)).ShouldBe(head.Length);
        return ElfProgram.Read(head).ShouldNotBeNull();
    }

    private async Task<string> CopyAsync(string path)
    {
        var container = await RunAsync("docker", "create", _name, "x");
        var target = Path.Combine(_folder, Path.GetFileName(path));
        try
        {
            await RunAsync("docker", "cp", $"{container.Split('\n')[^1]}:{path}", target);
        }
        finally
        {
            await RunAsync("docker", "rm", "--force", container.Split('\n')[^1]);
        }

        return target;
    }

    private Task<string> InvokeAsync(string payload) => RunAsync(Path.Combine(Golden.Root, "tests", "lab", "invoke"), _name, payload);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await _processes.RunAsync(new ProcessCommand(program, arguments), null, CancellationToken.None);
        result.ExitCode.ShouldBe(0, string.Join('\n', result.Errors));
        return string.Join('\n', result.Output).Trim();
    }
}
