using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>A program that runs containers.</summary>
/// <param name="Engine">Whose program it is.</param>
/// <param name="Program">Its name.</param>
internal sealed record ContainerEngine(BuildEngine Engine, string Program)
{
    // Order is preference: docker is what most machines have their credentials and settings for.
    private static readonly (ContainerEngine Engine, string[] Question)[] Known =
    [
        (new(BuildEngine.Docker, "docker"), ["version", "--format", "{{.Server.Version}}"]),
        (new(BuildEngine.Podman, "podman"), ["info", "--format", "{{.Version.Version}}"]),
    ];

    public override string ToString() => Program;

    /// <summary>Arguments that end a container and remove it at once, with what it kept: podman would give it ten seconds to end by itself.</summary>
    public IReadOnlyList<string> RemovalOf(string container) =>
        Engine == BuildEngine.Podman ? ["rm", "--force", "--volumes", "--time", "0", container] : ["rm", "--force", "--volumes", container];

    /// <param name="asked">The engine the user wants; Auto: the first that works.</param>
    /// <param name="runner">Runs programs.</param>
    /// <param name="refuse">Makes the error out of the reasons why none works.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <exception cref="LambdaImageException">None works.</exception>
    public static async Task<ContainerEngine> FindAsync(
        BuildEngine asked, IProcessRunner runner, Func<string, LambdaImageException> refuse, CancellationToken cancel)
    {
        var refusals = new List<string>();
        foreach (var (engine, question) in Known.Where(each => asked == BuildEngine.Auto || each.Engine.Engine == asked))
        {
            var answer = await new ContainerProgram(engine.Engine, runner).AskAsync(new ProcessCommand(engine.Program, question), cancel);
            if (answer is { ExitCode: 0 }) return engine;
            refusals.Add(answer is null
                ? $"there is no {engine.Program} on PATH"
                : $"{engine.Program} says '{SecretMask.Apply(answer.Errors.LastOrDefault(line => line.Length > 0) ?? $"exit code {answer.ExitCode}")}'");
        }

        if (refusals.Count == 0) refusals.Add($"{asked} builds images and runs none");
        throw refuse(string.Join("; ", refusals));
    }
}
