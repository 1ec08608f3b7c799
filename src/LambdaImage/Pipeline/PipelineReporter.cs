using System.Management.Automation;

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
        _progress = new(Post, piece => cmdlet.WriteProgress(ProgressRecords.Of(piece)));
    }

    /// <summary>The pump of the input that is worked on now.</summary>
    public PipelinePump? Pump { get; set; }

    public void Report(WorkProgress progress) => _progress.Report(progress);

    public void Log(LogLevel level, string message) => Post(level switch
    {
        LogLevel.Warning => () => _cmdlet.WriteWarning(message),
        LogLevel.Build => () => _cmdlet.WriteInformation(BuildOutput(message)),
        LogLevel.Verbose => () => _cmdlet.WriteVerbose(message),
        _ => () => _cmdlet.WriteDebug(message),
    });

    /// <summary>Takes progress bars away. Called on the pipeline thread.</summary>
    public void End() => _progress.End();

    private bool Post(Action action) => Pump?.Post(action) ?? false;

    private InformationRecord BuildOutput(string line)
    {
        var message = new HostInformationMessage { Message = line };
        var record = new InformationRecord(message, _cmdlet.MyInvocation.MyCommand.Name);
        record.Tags.Add(BuildTag);
        if (_showBuild) record.Tags.Add(HostTag);
        return record;
    }
}
