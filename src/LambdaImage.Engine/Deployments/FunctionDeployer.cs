using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments;

/// <summary>Brings one function to its goal and waits until it is there.</summary>
internal sealed class FunctionDeployer(
    AwsConnection aws, FunctionGoal goal, TimeSpan limit, TimeProvider time, IWorkReporter reporter)
{
    // A command that was stopped shall end within a second: time for one look and one change.
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(700);

    private readonly FunctionWaiter _waiter = new(aws, goal.Name.Text, limit, time, reporter);

    /// <summary>The function as Lambda showed it last: what the next change is based on.</summary>
    private FunctionConfiguration? _known;

    private FunctionWriter Writer => new(aws, _waiter, goal.Name.Text, limit, time, reporter);

    public async Task<FunctionDescription> CreateAsync(CancellationToken cancel)
    {
        // Creation knows no ARN: account and Region are those of the caller.
        var create = new CreateFunction(goal.Name.Name, goal.Image.Uri, goal.Image.Architecture, goal.Settings);
        try
        {
            await Writer.WriteAsync(known: null, _ => create, goal.Settings.Role, cancel);
            return await DoneAsync(created: true, version: null, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Warn($"Stopped while function '{goal.Name}' was being created; Lambda may go on. Run the command again: it takes up from there.");
            throw;
        }
    }

    /// <summary>Updates the function from how it is now, which may be later than the plan.</summary>
    /// <returns>The function before and after; the same when there was nothing left to do.</returns>
    public async Task<FunctionUpdate> UpdateAsync(CancellationToken cancel)
    {
        var before = await _waiter.ReadyAsync(cancel);
        _known = before.Configuration;
        var change = FunctionChange.Between(before, goal);
        var now = before;
        var hasSentCode = false;
        try
        {
            // Settings first: the new image may need them from its first start, while the old one seldom minds them.
            if (change.Settings is { } settings) now = await SetAsync(settings.Apply, cancel);
            if (!change.Code) return new(before, now, change);
            hasSentCode = true;
            return new(before, await SendCodeAsync(cancel), change);
        }
        catch (LambdaImageException failure) when (hasSentCode && change.Settings is not null)
        {
            await SetBackAsync(change.Settings, failure, cancel);
            throw;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await StopAsync(change, hasSentCode);
            throw;
        }
    }

    /// <summary>What we ourselves write beside the configuration, such as a resource policy, may move the revision too: from
    /// here on the digest alone guards what is published.</summary>
    public void ForgetRevision() => _known = null;

    /// <param name="description">Description of the version; null: that of the function.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Number of the version.</returns>
    public async Task<string> PublishAsync(string? description, CancellationToken cancel)
    {
        var publish = new PublishVersion(goal.Name.Text, goal.Image.Digest.Hex, VersionDescription: description);
        var version = (await Writer.WriteAsync(_known, known => publish with { RevisionId = known }, role: null, cancel)).Version!;
        await DoneAsync(created: false, version, cancel);
        return version;
    }

    private async Task<FunctionDescription> SetAsync(UpdateFunctionConfiguration settings, CancellationToken cancel)
    {
        await Writer.WriteAsync(_known, known => settings with { RevisionId = known }, settings.Role, cancel);
        return await DoneAsync(created: false, version: null, cancel);
    }

    private async Task<FunctionDescription> SendCodeAsync(CancellationToken cancel)
    {
        var code = new UpdateFunctionCode(goal.Name.Text, goal.Image.Uri, goal.Image.Architecture, RevisionId: null);
        await Writer.WriteAsync(_known, known => code with { RevisionId = known }, role: null, cancel);
        return await DoneAsync(created: false, version: null, cancel);
    }

    private async Task<FunctionDescription> DoneAsync(bool created, string? version, CancellationToken cancel)
    {
        var done = await _waiter.DoneAsync(version, mayBeInvisible: created || version is not null, cancel);
        if (version is null) _known = done.Configuration;
        return done.Configuration.HasFailed ? throw ReasonCodes.Explain(goal.Name.Text, created, done.Configuration) : done;
    }

    /// <summary>Old code with new settings is a state that nobody asked for.</summary>
    private async Task SetBackAsync(SettingsChange settings, LambdaImageException failure, CancellationToken cancel)
    {
        var kept = $"Function '{goal.Name}' keeps its new settings ({settings.Words})";
        if (failure.Kind is ErrorKind.FunctionTimeout or ErrorKind.FunctionBusy)
        {
            // The new image may still arrive, or somebody else is at work: setting back could undo either.
            Warn($"{kept}, although it was not seen to take the new image.");
            return;
        }

        try
        {
            await Writer.WriteAsync(_known, known => settings.Revert with { RevisionId = known }, role: null, cancel);
            Warn($"Function '{goal.Name}' did not take the new image; set back: {settings.Words}.");
        }
        catch (LambdaImageException e)
        {
            Warn($"{kept} with its old image: {e.Message} {e.Remedy}");
        }
    }

    /// <summary>Says where things stand when the user stops, and sets settings back when that takes one call.</summary>
    private async Task StopAsync(FunctionChange change, bool hasSentCode)
    {
        const string Again = "Run the command again to finish it.";
        if (change.Settings is null && !hasSentCode) return;
        if (hasSentCode || !change.Code)
        {
            Warn($"Stopped while function '{goal.Name}' was being changed; Lambda goes on with it by itself. {Again}");
            return;
        }

        using var soon = new CancellationTokenSource(StopLimit);
        try
        {
            var now = (await aws.SendAsync(new GetFunction(goal.Name.Text), soon.Token))?.Configuration;
            var hasOurs = now is { IsBusy: false } && SettingsChange.Between(now, goal.Settings, goal.Name.Text) is null;
            if (hasOurs && await aws.SendAsync(change.Settings!.Revert with { RevisionId = now!.RevisionId }, soon.Token) is { Function: not null })
            {
                Warn($"Stopped before function '{goal.Name}' got the new image; set back: {change.Settings.Words}.");
                return;
            }
        }
        catch (Exception e) when (e is LambdaImageException or OperationCanceledException)
        {
            reporter.Log(LogLevel.Debug, $"Could not set the settings back: {e.Message}");
        }

        Warn($"Stopped before function '{goal.Name}' got the new image; it has or gets its new settings ({change.Settings!.Words}) with its old image. {Again}");
    }

    private void Warn(string text) => reporter.Log(LogLevel.Warning, text);
}

/// <summary>A function before and after an update, and what was changed.</summary>
internal sealed record FunctionUpdate(FunctionDescription Before, FunctionDescription After, FunctionChange Change);
