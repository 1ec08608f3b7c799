using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.ExceptionServices;
using LambdaImage.Errors;
using LambdaImage.Loading;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Carries every cmdlet's work from its parameters to its output: plan, ask, run, write. The cmdlets add
/// parameters only.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class LambdaImageCommand<TResult> : PSCmdlet, IDisposable
    where TResult : class
{
    private readonly CancellationTokenSource _stop = new();
    private ILambdaImageEngine? _engine;
    private PipelineReporter? _reporter;
    private IWorkReporter? _told;
    private PipelinePump? _pump;
    private string[] _typed = [];

    /// <summary>Turns the parameters into work, on the pipeline thread, before anything asynchronous starts.</summary>
    private protected abstract IEnumerable<Work<TResult>> Prepare();

    /// <inheritdoc/>
    // Later, what a piped object has by name is among them too.
    protected override void BeginProcessing() => _typed = [.. MyInvocation.BoundParameters.Keys];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (var work in Prepared()) CarryOut(work);
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        try
        {
            foreach (var work in Finish()) CarryOut(work);
        }
        catch (LambdaImageException refused)
        {
            Fail(refused);
        }
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ctrl+C met a cmdlet that had just ended.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        (_engine as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Work to do when all input is known.</summary>
    private protected virtual IEnumerable<Work<TResult>> Finish() => [];

    /// <summary>Writes the record of one piece of work.</summary>
    private protected virtual void Write(TResult result) => WriteObject(result);

    /// <summary>Writes a failure: terminating where later input cannot succeed either.</summary>
    private protected void Fail(Exception failure) => Fail(failure, isTerminating: false);

    private void Fail(Exception failure, bool isTerminating)
    {
        if (failure is RuntimeException) ExceptionDispatchInfo.Throw(failure);

        var error = ErrorRecords.Describe(failure);
        if (_told is { } told && !IsSilenced("ErrorAction")) error = ErrorRecords.Describe(told.Fail(error.Exception));
        if (error.Exception.InnerException is { } cause) WriteDebug(cause.ToString());
        if (isTerminating || error.IsTerminating) ThrowTerminatingError(error.ToRecord());
        WriteError(error.ToRecord());
    }

    /// <summary>Asks something on the pipeline thread while work runs elsewhere.</summary>
    private protected T OnPipelineThread<T>(Func<T> question) => _pump!.InvokeAsync(question).GetAwaiter().GetResult();

    private IReadOnlyList<Work<TResult>> Prepared()
    {
        try
        {
            return [.. Prepare()];
        }
        catch (LambdaImageException refused)
        {
            // What is wrong with a parameter that was typed is as wrong for the next input.
            Fail(refused, isTerminating: refused.Kind == ErrorKind.RequestInvalid && _typed.Contains(refused.Target));
            return [];
        }
    }

    private void CarryOut(Work<TResult> work)
    {
        var reporter = _reporter ??= new(this, showBuild: !IsSilenced("InformationAction"));
        var pump = reporter.Pump = _pump = new();
        TResult? result = null;
        var mayRefuse = MayRefuse();
        var failure = pump.Run(RunAsync, _stop.Token);

        if (failure is OperationCanceledException && _stop.IsCancellationRequested)
            throw new PipelineStoppedException();

        reporter.End();
        if (failure is not null) Fail(failure);
        if (result is not null) Write(result);

        async Task RunAsync(CancellationToken cancel)
        {
            // What the engine writes goes into images and requests, never to people of one country: dates of the Thai
            // or Hijri calendar would give another digest.
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            _engine ??= EngineEntry.Create();
            _told ??= _engine.ReportToCiServer(reporter, reporter.WriteToHost);
            var steps = new PlanSteps(_engine, _told, (target, action) => pump.InvokeAsync(() => Ask(target, action)), mayRefuse);
            result = await work(steps, cancel);
        }
    }

    private Answer Ask(string target, string action)
    {
        var deed = $"Performing the operation \"{action}\" on target \"{target}\".";
        var question = $"Are you sure you want to perform this action?{Environment.NewLine}{deed}";
        try
        {
            return ShouldProcess(deed, question, "Confirm", out var reason) ? Answer.Yes
                : reason.HasFlag(ShouldProcessReason.WhatIf) ? Answer.WhatIf
                : Answer.No;
        }
        catch (Exception failure) when (failure is HostException or PSInvalidOperationException)
        {
            throw CommandErrors.NobodyToAsk(deed, failure);
        }
    }

    /// <summary>Whether <see cref="Ask"/> may answer no, which the shell tells only once it is asked.</summary>
    private bool MayRefuse()
    {
        return (Typed("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference")))
            || (Typed("Confirm") ?? (LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact least)
                && least is ConfirmImpact.Low or ConfirmImpact.Medium));

        bool? Typed(string parameter) =>
            MyInvocation.BoundParameters.TryGetValue(parameter, out var given) ? LanguagePrimitives.IsTrue(given) : null;
    }

    // Build output is shown as it comes, as with Write-Host, and errors are told to a CI server, unless somebody asked for silence in so many words.
    private bool IsSilenced(string preference) =>
        MyInvocation.BoundParameters.TryGetValue(preference, out var wish) && wish is ActionPreference.SilentlyContinue or ActionPreference.Ignore;
}
