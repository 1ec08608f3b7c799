using System.Formats.Tar;
using System.Globalization;
using System.Text.Json;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Invocations;

/// <summary>One container under Lambda's limits.</summary>
/// <param name="engine">What runs it.</param>
/// <param name="processes">Runs programs.</param>
/// <param name="environment">Environment of this process.</param>
/// <param name="shown">The image, for errors.</param>
internal sealed class FunctionContainer(ContainerEngine engine, IProcessRunner processes, IEnvironment environment, string shown) : IDisposable
{
    private const string Extensions = "/opt/extensions";

    /// <summary>Lambda's own ids. What matters is that they are not root's and own no file of the image.</summary>
    private const string User = "993:990";

    /// <summary>Processes and threads. <see href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"/></summary>
    private const string MostProcesses = "1024";

    /// <summary>Time to remove a container that was stopped.</summary>
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(5);

    // Podman's monitor writes a file here when a container runs out of memory; it would land in the user's folder otherwise.
    private readonly ShortFolder _folder = new();
    private Task? _making;

    public string Name { get; } = $"lambdaimage-invoke-{Guid.NewGuid():N}";

    /// <summary>Makes the container, without starting it.</summary>
    /// <param name="image">Id or name of the image in the engine.</param>
    /// <param name="config">Its configuration, as the function changes it.</param>
    /// <param name="request">Limits, and where to start.</param>
    /// <param name="host">How it reaches this machine.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="cancel">Stops waiting: what the engine has begun cannot be stopped, only removed.</param>
    /// <exception cref="LambdaImageException">The engine refuses.</exception>
    public Task CreateAsync(
        string image, ImageConfig config, InvokeImageRequest request, ContainerHost host, IReadOnlyDictionary<string, string> variables, CancellationToken cancel) =>
        (_making = MakeAsync(image, config, request, host, variables)).WaitAsync(cancel);

    /// <summary>Names of the files that Lambda starts beside the entry point.</summary>
    public async Task<IReadOnlyList<string>> ExtensionsAsync(CancellationToken cancel)
    {
        await using var copy = new FileStream(
            Path.Combine(_folder.Path, "extensions.tar"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 * 1024, FileOptions.DeleteOnClose);
        var copied = await processes.RunAsync(Command("cp", $"{Name}:{Extensions}", "-") with { RawOutput = copy }, onLine: null, cancel);
        // The image has no such folder, which is as good as an empty one.
        if (copied.ExitCode != 0) return [];
        copy.Position = 0;
        var names = new List<string>();
        await using var tar = new TarReader(copy);
        while (await tar.GetNextEntryAsync(cancellationToken: cancel) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Name.Trim('/').Split('/') is [_, var name]) names.Add(name);
        }

        return names;
    }

    /// <summary>Runs the entry point to its end.</summary>
    /// <returns>Its exit code, and what the engine said should it not have started.</returns>
    public Task<ProcessResult> RunAsync(Action<string> onLine, CancellationToken cancel) => processes.RunAsync(
        Command("start", "--attach", Name), line => onLine(line.Text), cancel);

    /// <summary>Runs an extension beside it to its end.</summary>
    public Task<ProcessResult> RunExtensionAsync(string extension, Action<string> onLine, CancellationToken cancel) => processes.RunAsync(
        Command("exec", Name, $"{Extensions}/{extension}"), line => onLine(line.Text), cancel);

    /// <summary>What the engine knows of it.</summary>
    public async Task<ContainerState?> StateAsync(CancellationToken cancel)
    {
        var answer = await new ContainerProgram(engine.Engine, processes)
            .AskAsync(new ProcessCommand(engine.Program, ["container", "inspect", "--format", "{{.Id}} {{json .State}}", Name]), cancel);
        if (answer is not { ExitCode: 0, Output: [var line, ..] } || line.Split(' ', 2) is not [var id, var text]) return null;
        using var json = JsonDocument.Parse(text);
        var state = json.RootElement;
        return new ContainerState(
            id,
            state.GetProperty("Status").GetString() is not ("created" or "configured" or "initialized"),
            state.GetProperty("OOMKilled").GetBoolean() || File.Exists(Path.Combine(_folder.Path, "oom")),
            state.GetProperty("Pid").GetInt32());
    }

    /// <summary>Ends and removes it. Not stopped by anything: nothing is left behind.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> RemoveAsync()
    {
        if (_making is null) return true;
        using var soon = new CancellationTokenSource(RemovalLimit);
        try
        {
            await _making.WaitAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return _making.IsFaulted || await processes.RunAsync(Command([.. engine.RemovalOf(Name)]), onLine: null, soon.Token) is { ExitCode: 0 };
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Dispose();

    private ProcessCommand Command(params string[] arguments) => new(engine.Program, arguments) { WorkingDirectory = _folder.Path };

    private async Task MakeAsync(
        string image, ImageConfig config, InvokeImageRequest request, ContainerHost host, IReadOnlyDictionary<string, string> variables)
    {
        using var file = await VariablesFile.CreateAsync(variables, environment, CancellationToken.None);
        var memory = request.MemorySize.ToString(CultureInfo.InvariantCulture) + "m";
        var entryPoint = config.Config?.Entrypoint ?? [];
        var made = await processes.RunAsync(
            Command(
            [
                "create", "--name", Name, "--pull", "never",
                .. host.Arguments,
                "--read-only",
                // Podman would make folders writable that are not so in Lambda, and hand on this machine's proxies.
                .. engine.Engine == BuildEngine.Podman ? (string[])["--read-only-tmpfs=false", "--http-proxy=false"] : [],
                "--tmpfs", string.Create(CultureInfo.InvariantCulture, $"/tmp:rw,exec,mode=1777,size={request.EphemeralStorage}m"),
                // Lambda has no /dev/shm.
                "--ipc", "none",
                "--user", User, "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
                "--memory", memory, "--memory-swap", memory, "--pids-limit", MostProcesses,
                "--no-healthcheck",
                .. file.Arguments,
                .. request.WorkingDirectory is { Length: > 0 } folder ? (string[])["--workdir", folder] : [],
                // Both are said, since another entry point would take the image's command away, which it does not in Lambda.
                .. entryPoint is [var program, ..] ? (string[])["--entrypoint", program] : [],
                image,
                .. entryPoint.Skip(1),
                .. config.Config?.Cmd ?? [],
            ]) with
            { Environment = file.Inherited },
            onLine: null, CancellationToken.None);
        if (made.ExitCode != 0) throw InvocationErrors.NotStarted(engine, shown, made.Errors);
    }
}

/// <summary>What a container engine knows of a container.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HasStarted">Whether its program was ever started.</param>
/// <param name="IsOutOfMemory">Whether the system ended it for its memory.</param>
/// <param name="ProcessId">Its first process; 0: none runs.</param>
internal sealed record ContainerState(string Id, bool HasStarted, bool IsOutOfMemory, int ProcessId);
