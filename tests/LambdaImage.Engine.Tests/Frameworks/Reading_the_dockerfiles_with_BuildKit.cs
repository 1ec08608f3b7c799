using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Tests.Frameworks;

/// <summary>Docker reads what LambdaImage writes: asked for a stage that is not there, BuildKit parses the whole document, fetches nothing, and says so.</summary>
public sealed class Reading_the_dockerfiles_with_BuildKit
{
    /// <summary>Debian's has BuildKit built in; another docker on PATH may need a plug-in for it.</summary>
    private const string Docker = "/usr/bin/docker";

    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(FixtureProject.Folder, "Dockerfile*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "expected")
            .Select(file => Path.GetRelativePath(FixtureProject.Folder, file)).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Documents))]
    public async Task It_understands_every_line(string document)
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");
        var file = Path.Combine(FixtureProject.Folder, document);

        var result = await new ProcessRunner(new ProcessEnvironment()).RunAsync(
            new ProcessCommand(Docker, ["build", "--target", "no-such-stage", "--file", file, Path.GetDirectoryName(file)!])
            {
                Environment = new Dictionary<string, string?> { ["DOCKER_BUILDKIT"] = "1" },
            },
            null, CancellationToken.None);

        string.Join('\n', result.Output.Concat(result.Errors)).ShouldMatch("no-such-stage\"? could not be found");
    }
}
