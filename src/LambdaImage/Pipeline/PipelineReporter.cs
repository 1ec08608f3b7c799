using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LambdaImage.Pipeline;

/// <summary>Gives the engine's progress and log lines to the cmdlet's streams, on the pipeline thread and in
/// order.</summary>
/// <remarks>One for the whole cmdlet: the engine may keep a connection, and the reporter with it, from one input to
/// the next.</remarks>
internal sealed class PipelineReporter : IWorkReporter
{
    /// <summary>Tag of builder output in the information stream.</summary>
    public const string BuildTag = "LambdaImage.Build";

    /// <summary>Tag that makes a host show an information record at once, as it does for Write-Host.</summary>
    private const string HostTag = "PSHOST";

    private readonly PSCmdlet _cmdlet;

    // Whether the host shows builder output even where $InformationPreference is silent.
    private readonly bool _showBuild;
    private readonly CoalescingProgress _progress;

    public PipelineReporter(PSCmdlet cmdlet, bool showBuild)
    {
        _cmdlet = cmdlet;
        _showBuild = showBuild;
        var pace = new ProgressPace(TimeProvider.System);
        _progress = new(PostUnlessStopping, piece => cmdlet.WriteProgress(ProgressRecords.Of(piece, pace.PerSecond(piece))), TimeProvider.System);
    }

    /// <summary>The pump of the input that is worked on now.</summary>
    public PipelinePump? Pump { get; set; }

    public void Report(WorkProgress progress) => _progress.Report(progress);

    public void Log(LogLevel level, string message) => _ = level switch
    {
        LogLevel.Warning => Post(() => Warn(message)),
        LogLevel.Build => PostUnlessStopping(() => _cmdlet.WriteInformation(BuildOutput(message))),
        // With -Debug alone PowerShell would stop and ask at each verbose line, and fail where there is nobody to ask.
        LogLevel.Verbose when !DebugAlone => PostUnlessStopping(() => _cmdlet.WriteVerbose(message)),
        _ => PostUnlessStopping(() => _cmdlet.WriteDebug(message)),
    };

    /// <summary>Writes a line for the CI server, which reads what the host prints. It is in no stream, so that nothing which captures one
    /// takes it for data.</summary>
    public void WriteToHost(string line)
    {
        if (!Post(() => _cmdlet.Host.UI.WriteLine(line))) _cmdlet.Host.UI.WriteLine(line);
    }

    /// <summary>Takes progress bars away. Called on the pipeline thread.</summary>
    public void End() => _progress.End();

    private bool DebugAlone => IsOn("Debug") && !IsOn("Verbose");

    private bool IsOn(string name) =>
        _cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out var wish) && wish is SwitchParameter { IsPresent: true };

    private bool Post(Action action) => Pump?.Post(action) ?? false;

    /// <summary>After Ctrl+C the streams are closed, but where things stand must still reach the user.</summary>
    private void Warn(string message)
    {
        if (_cmdlet.Stopping) _cmdlet.Host.UI.WriteWarningLine(message);
        // With -Debug PowerShell would stop and ask here, too.
        else if (IsOn("Debug") && !_cmdlet.MyInvocation.BoundParameters.ContainsKey("WarningAction"))
            _cmdlet.InvokeCommand.InvokeScript("Write-Warning -Message $args[0] -WarningAction Continue", useNewScope: true, PipelineResultTypes.None, input: null, message);
        else _cmdlet.WriteWarning(message);
    }

    /// <summary>What nobody needs to see any more once the user has pressed Ctrl+C, and would break off the clean-up.</summary>
    private bool PostUnlessStopping(Action action) => Post(() =>
    {
        if (!_cmdlet.Stopping) action();
    });

    private InformationRecord BuildOutput(string line)
    {
        var message = new HostInformationMessage { Message = line };
        var record = new InformationRecord(message, _cmdlet.MyInvocation.MyCommand.Name);
        record.Tags.Add(BuildTag);
        if (_showBuild) record.Tags.Add(HostTag);
        return record;
    }
}
