using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Invocations.RuntimeApi;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Invocations;

/// <summary>What Lambda calls an execution environment: a container, its extensions, and the Runtime API that they talk to.</summary>
/// <remarks>Stopping a container CLI does not stop its container. So nothing here is stopped but by removing the container: all else ends with it.</remarks>
internal sealed partial class Sandbox : IAsyncDisposable
{
    /// <summary>What is answered just before the end is still on its way.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an extension that does not register is waited for.</summary>
    private static readonly TimeSpan ExtensionGrace = TimeSpan.FromSeconds(1);

    /// <summary>How long CLIs may take to notice that their container is gone.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private readonly FunctionSetup _setup;
    private readonly FunctionContainer _container;
    private readonly IWorkReporter _reporter;
    private readonly LambdaRuntimeApi _api;
    private readonly RuntimeApiServer _server;
    private readonly CancellationTokenSource _end = new();
    private IReadOnlyList<string> _extensionNames = [];
    private IReadOnlyList<Task<(string Extension, ProcessResult Result)>> _extensions = [];
    private Task<ProcessResult> _exit = Task.FromResult(new ProcessResult(0, [], []));
    private ContainerState? _state;

    public Sandbox(FunctionSetup setup, IProcessRunner processes, IEnvironment environment, IWorkReporter reporter)
    {
        _setup = setup;
        _reporter = reporter;
        _container = new FunctionContainer(setup.Engine, processes, environment, setup.Shown);
        _api = new LambdaRuntimeApi(setup.FunctionName);
        _server = new RuntimeApiServer(_api);
    }

    /// <summary>Whether no further event can be given to it.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Address of the Runtime API for the container.</summary>
    public string ApiAddress => string.Create(CultureInfo.InvariantCulture, $"{_setup.Host.Address}:{_server.Port}");

    /// <summary>Most memory that was taken so far, in MB; null: nobody knows.</summary>
    public int? MaxMemoryUsed => _state is { } state ? MemoryGauge.Read(state) : null;

    /// <param name="image">What the engine runs the image by.</param>
    /// <param name="variables">Variables of the function.</param>
    /// <param name="log">Takes what it prints.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="LambdaImageException">The container cannot be made.</exception>
    public async Task StartAsync(string image, IReadOnlyDictionary<string, string> variables, FunctionLog log, CancellationToken cancel)
    {
        var hidden = new HiddenLines(log, new(variables, _reporter));
        await _container.CreateAsync(image, _setup.Config, _setup.Request, _setup.Host, variables, cancel);
        _extensionNames = await _container.ExtensionsAsync(cancel);
        _exit = _container.RunAsync(hidden.Add, _end.Token);
        if (_extensionNames.Count == 0) return;
        do _state = await _container.StateAsync(cancel);
        while (_state is not { ProcessId: > 0 } && !_exit.IsCompleted);
        _extensions = [.. _extensionNames.Select(RunAsync)];

        async Task<(string, ProcessResult)> RunAsync(string extension) => (extension, await _container.RunExtensionAsync(extension, hidden.Add, _end.Token));
    }

    /// <summary>Waits until the function asks for its first event.</summary>
    /// <returns>Null: it does; else why it never will.</returns>
    /// <exception cref="TimeoutException">The time was not enough.</exception>
    /// <exception cref="LambdaImageException">This machine cannot run it.</exception>
    public async Task<FunctionAnswer?> InitializeAsync(string requestId, TimeSpan limit, CancellationToken cancel)
    {
        var failure = await FirstAsync(ReadyAsync, requestId, limit, cancel);
        IsSpent = failure is not null;
        if (failure is null) _state ??= await _container.StateAsync(cancel);
        return failure;
    }

    /// <summary>Gives it an event, and waits for the answer.</summary>
    /// <exception cref="TimeoutException">The time was not enough.</exception>
    public async Task<FunctionAnswer> InvokeAsync(FunctionEvent next, TimeSpan limit, CancellationToken cancel)
    {
        _api.Send(next);
        // Only an end of the container takes the place of an answer.
        var answer = await FirstAsync(async stop => await next.Answer.WaitAsync(stop), next.RequestId, limit, cancel);
        IsSpent = !next.Answer.IsCompleted;
        return answer!;
    }

    /// <summary>Waits until it asks for another event: what it does until then belongs to the one before.</summary>
    public async Task SettleAsync(TimeSpan limit, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(_api.UntilAsync(() => _api.IsRuntimeIdle, stop.Token), _exit, Task.Delay(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, stop.Token));
        await stop.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        IsSpent = IsSpent || !_api.IsRuntimeIdle;
    }

    public async ValueTask DisposeAsync()
    {
        if (!await _container.RemoveAsync())
        {
            _reporter.Log(
                LogLevel.Warning,
                $"Container {_container.Name} could not be removed and may still be running: {_setup.Engine} {string.Join(' ', _setup.Engine.RemovalOf(_container.Name))}");
        }

        _end.CancelAfter(EndLimit);
        Task ends = Task.WhenAll([_exit, .. _extensions]);
        await ends.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        _container.Dispose();
        _end.Dispose();
    }

    /// <summary>Waits for the work, unless container or extension end first or the time is up.</summary>
    private async Task<FunctionAnswer?> FirstAsync(
        Func<CancellationToken, Task<FunctionAnswer?>> work, string requestId, TimeSpan limit, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var working = work(stop.Token);
        Task ended = Task.WhenAny([_exit, .. _extensions]);
        var first = await Task.WhenAny(working, ended, Task.Delay(limit, stop.Token));
        if (first == ended) first = await Task.WhenAny(working, Task.Delay(LastWords, stop.Token));
        if (first != working) await stop.CancelAsync();
        await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        return first == working ? await working
            : ended.IsCompleted ? await ExplainAsync(requestId, cancel)
            : throw new TimeoutException();
    }

    private async Task<FunctionAnswer?> ReadyAsync(CancellationToken stop)
    {
        await _api.UntilAsync(() => _api.InitError is not null || _api.IsRuntimeIdle, stop);
        await WaitForExtensionsAsync(stop);
        return _api.InitError;
    }

    private async Task WaitForExtensionsAsync(CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(ExtensionGrace);
        try
        {
            await _api.UntilAsync(() => _api.InitError is not null || !Unregistered().Any(), soon.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _reporter.Log(
                LogLevel.Warning,
                $"/opt/extensions/{string.Join(", ", Unregistered())} has not registered with the Extensions API: Lambda would wait for that, and fail. See {ExtensionsPage}");
        }

        await _api.UntilAsync(() => _api.InitError is not null || _api.AreExtensionsIdle, stop);

        IEnumerable<string> Unregistered() => _extensionNames.Except(_api.Extensions);
    }

    private const string ExtensionsPage = "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html";

    /// <summary>Why it ended, in Lambda's words.</summary>
    private async Task<FunctionAnswer> ExplainAsync(string requestId, CancellationToken cancel)
    {
        var state = await _container.StateAsync(cancel);
        if (!_exit.IsCompleted && state is { ProcessId: > 0 } && _extensions.FirstOrDefault(each => each.IsCompleted) is { } ended)
        {
            var (extension, crash) = await ended;
            return crash.ExitCode is 126 or 127
                ? Failure("Extension.LaunchError", $"extension {extension} cannot be started")
                : Failure("Extension.Crash", $"extension {extension} exited with error: {Words(crash.ExitCode)}");
        }

        var result = await _exit.WaitAsync(cancel);
        var said = result.Errors.Concat(result.Output).ToList();
        if (said.FirstOrDefault(line => line.Contains("exec format error", StringComparison.Ordinal)) is { } format)
        {
            return LambdaArchitectures.Parse(_setup.Config.Architecture) is { } other && other != MachineArchitecture
                ? throw InvocationErrors.WrongProcessor(_setup.Engine, _setup.Shown, other)
                : Failure("Runtime.InvalidEntrypoint", format);
        }

        if (state is not { HasStarted: true })
        {
            return said.Select(line => EntryPointFault().Match(line)).FirstOrDefault(match => match.Success) is { } fault
                ? Failure("Runtime.InvalidEntrypoint", fault.Value)
                : throw InvocationErrors.NotStarted(_setup.Engine, _setup.Shown, said);
        }

        return state.IsOutOfMemory ? Failure("Runtime.OutOfMemory", "Runtime exited with error: signal: killed")
            : result.ExitCode == 0 ? Failure("Runtime.ExitError", "Runtime exited without providing a reason")
            : Failure("Runtime.ExitError", $"Runtime exited with error: {Words(result.ExitCode)}");

        FunctionAnswer Failure(string type, string reason) => FunctionAnswer.Failure(type, $"RequestId: {requestId} Error: {reason}");
    }

    private static LambdaArchitecture MachineArchitecture =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? LambdaArchitecture.Arm64 : LambdaArchitecture.X86_64;

    /// <summary>Engines add 128 to the number of the signal that ended a program.</summary>
    private static string Words(int exitCode) => exitCode switch
    {
        134 => "signal: aborted",
        137 => "signal: killed",
        139 => "signal: segmentation fault",
        143 => "signal: terminated",
        _ => string.Create(CultureInfo.InvariantCulture, $"exit status {exitCode}"),
    };

    /// <summary>What runc and crun say when there is no such program, or none that may be run.</summary>
    [GeneratedRegex(@"(?:\bexec:|\bexecutable file\b|\bopen executable\b|\bexec container process\b).*?(?=: unknown$|: OCI |$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EntryPointFault();

    private sealed class HiddenLines(FunctionLog log, Builders.ContainerCli.HiddenValues hidden)
    {
        public void Add(string line) => log.Add(hidden.Apply(line));
    }
}
