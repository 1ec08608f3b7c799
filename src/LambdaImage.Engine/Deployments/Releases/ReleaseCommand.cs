using System.ComponentModel;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>Runs a command in an image from ECR on this machine, once, as a release demands it.</summary>
/// <param name="processes">Runs programs.</param>
/// <param name="environment">Environment of this process.</param>
/// <param name="findLogin">Finds the login for a registry; null: the engine's own must do.</param>
/// <param name="endpoint">Address that stands in for ECR; null: none does.</param>
internal sealed class ReleaseCommand(
    IProcessRunner processes, IEnvironment environment, Func<ImageReference, CancellationToken, ValueTask<RegistryLogin?>> findLogin, Uri? endpoint)
{
    private const int TailLines = 20;

    /// <summary>Time to remove the container of a command that was stopped.</summary>
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(5);

    public Task<ContainerEngine> FindEngineAsync(BuildEngine asked, CancellationToken cancel) => ContainerEngine.FindAsync(asked, processes, TrafficErrors.NoContainerEngine, cancel);

    /// <param name="engine">What runs it.</param>
    /// <param name="image">The image, by digest.</param>
    /// <param name="architecture">Processor of the image.</param>
    /// <param name="traffic">The command.</param>
    /// <param name="variables">Environment of the command.</param>
    /// <param name="folder">Folder to start in; null: the image's own.</param>
    /// <param name="function">The function, for errors.</param>
    /// <param name="reporter">Takes its output.</param>
    /// <param name="cancel">Stops it; its container is removed.</param>
    /// <exception cref="LambdaImageException">It failed.</exception>
    public async Task RunAsync(
        ContainerEngine engine, ImageReference image, LambdaArchitecture architecture, TrafficOptions traffic,
        IReadOnlyDictionary<string, string> variables, string? folder, string function, IWorkReporter reporter, CancellationToken cancel)
    {
        var words = traffic.ReleaseCommand!;
        var source = endpoint is null ? image : image with { Registry = endpoint.Authority };
        var logins = await findLogin(image, cancel) is { } login
            ? new Dictionary<string, RegistryLogin>(StringComparer.Ordinal) { [source.Registry] = login }
            : [];
        using var access = await LoginFolder.CreateAsync(logins, environment, cancel);
        using var file = await VariablesFile.CreateAsync(variables, environment, cancel);
        var container = $"lambdaimage-release-{Guid.NewGuid():N}";
        var command = new ProcessCommand(engine.Program,
        [
            "run", "--rm", "--name", container,
            "--platform", architecture == LambdaArchitecture.Arm64 ? "linux/arm64" : "linux/amd64",
            .. file.Arguments,
            .. BuildNetwork.Arguments(environment),
            .. folder is { Length: > 0 } ? (string[])["--workdir", folder] : [],
            // Docker takes registries on loopback as they come; podman wants to be told.
            .. engine.Engine == BuildEngine.Podman && endpoint is { Scheme: "http" } ? (string[])["--tls-verify=false"] : [],
            "--entrypoint", words[0], source.ToString(), .. words.Skip(1),
        ])
        {
            Environment = new Dictionary<string, string?>(access.Environment.Concat(file.Inherited), StringComparer.Ordinal),
        };
        var hidden = new HiddenValues(variables, reporter);
        var tail = new OutputTail(TailLines);
        var shown = Words(words);
        reporter.Log(LogLevel.Verbose, $"{engine} runs '{shown}' in {source}.");
        try
        {
            var result = await processes.RunAsync(command, Take, cancel);
            if (result.ExitCode != 0) throw TrafficErrors.ReleaseCommandFailed(function, shown, engine.Program, result.ExitCode, string.Join('\n', tail.Lines));
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception)
        {
            throw TrafficErrors.NoContainerEngine(e.Message);
        }
        catch (OperationCanceledException)
        {
            await RemoveAsync(engine, container, shown, reporter);
            throw;
        }

        void Take(OutputLine line)
        {
            var text = hidden.Apply(line.Text);
            tail.Add(text);
            reporter.Log(LogLevel.Build, text);
        }
    }

    /// <summary>The command as one line, as it would be typed.</summary>
    public static string Words(IReadOnlyList<string> words) => CommandLine.Render(new ProcessCommand(words[0], [.. words.Skip(1)]));

    /// <summary>A container outlives the program that started it.</summary>
    private async Task RemoveAsync(ContainerEngine engine, string container, string shown, IWorkReporter reporter)
    {
        using var soon = new CancellationTokenSource(CleanUpLimit);
        try
        {
            await processes.RunAsync(new ProcessCommand(engine.Program, engine.RemovalOf(container)), onLine: null, soon.Token);
            reporter.Log(LogLevel.Warning, $"Release command '{shown}' was stopped on its way; what it had done is not undone. The function was not touched.");
        }
        catch (Exception e) when (e is OperationCanceledException or FileNotFoundException or Win32Exception)
        {
            reporter.Log(LogLevel.Warning, $"Release command '{shown}' may still be running in container {container}: {engine} {string.Join(' ', engine.RemovalOf(container))}");
        }
    }
}
