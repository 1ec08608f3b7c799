using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments;

/// <summary>Brings one function to its goal and waits until it is there.</summary>
internal sealed class FunctionDeployer(
    AwsConnection aws, FunctionGoal goal, TimeSpan limit, TimeProvider time, IWorkReporter reporter)
{
    private readonly FunctionWaiter _waiter = new(aws, goal.Name.Text, limit, time, reporter);

    private FunctionWriter Writer => new(aws, _waiter, goal.Name.Text, limit, time, reporter);

    public async Task<FunctionDescription> CreateAsync(CancellationToken cancel)
    {
        // Creation knows no ARN: account and Region are those of the caller.
        var create = new CreateFunction(goal.Name.Name, goal.Image.Uri, goal.Image.Architecture, goal.Settings);
        await Writer.WriteAsync(revision: null, _ => create, goal.Settings.Role, cancel);
        return await _waiter.DoneAsync(created: true, version: null, cancel);
    }

    /// <summary>Updates the function from how it is now, which may be later than the plan.</summary>
    /// <returns>The function before and after; the same when there was nothing left to do.</returns>
    public async Task<FunctionUpdate> UpdateAsync(CancellationToken cancel)
    {
        var before = await _waiter.ReadyAsync(cancel);
        var change = FunctionChange.Between(before, goal);
        var now = before;
        // Settings first: the new image may need them from its first start, while the old one seldom minds them.
        if (change.Settings is { } settings) now = await SetAsync(now, settings.Apply, cancel);
        if (!change.Code) return new(before, now, change);
        try
        {
            return new(before, await SendCodeAsync(now, cancel), change);
        }
        catch (LambdaImageException e) when (change.Settings is not null)
        {
            await SetBackAsync(change.Settings, e, cancel);
            throw;
        }
    }

    /// <param name="description">Description of the version; null: that of the function.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Number of the version.</returns>
    public async Task<string> PublishAsync(string? description, CancellationToken cancel)
    {
        var publish = new PublishVersion(goal.Name.Text, goal.Image.Digest.Hex, VersionDescription: description);
        var version = (await Writer.WriteAsync(revision: null, _ => publish, role: null, cancel)).Version!;
        await _waiter.DoneAsync(created: false, version, cancel);
        return version;
    }

    private async Task<FunctionDescription> SetAsync(
        FunctionDescription now, UpdateFunctionConfiguration settings, CancellationToken cancel)
    {
        var revision = now.Configuration.RevisionId;
        await Writer.WriteAsync(revision, known => settings with { RevisionId = known }, settings.Role, cancel);
        return await _waiter.DoneAsync(created: false, version: null, cancel);
    }

    private async Task<FunctionDescription> SendCodeAsync(FunctionDescription now, CancellationToken cancel)
    {
        var code = new UpdateFunctionCode(goal.Name.Text, goal.Image.Uri, goal.Image.Architecture, RevisionId: null);
        var revision = now.Configuration.RevisionId;
        await Writer.WriteAsync(revision, known => code with { RevisionId = known }, role: null, cancel);
        return await _waiter.DoneAsync(created: false, version: null, cancel);
    }

    /// <summary>Old code with new settings is a state that nobody asked for.</summary>
    private async Task SetBackAsync(SettingsChange settings, LambdaImageException failure, CancellationToken cancel)
    {
        var words = string.Join(", ", settings.Words);
        var kept = $"Function '{goal.Name}' keeps its new settings ({words})";
        if (failure.Kind is ErrorKind.FunctionTimeout or ErrorKind.FunctionBusy)
        {
            // The new image may still arrive, or somebody else is at work: setting back could undo either.
            reporter.Log(LogLevel.Warning, $"{kept}, although it was not seen to take the new image.");
            return;
        }

        try
        {
            await Writer.WriteAsync(revision: null, _ => settings.Revert, role: null, cancel);
            reporter.Log(LogLevel.Warning, $"Function '{goal.Name}' did not take the new image; set back: {words}.");
        }
        catch (LambdaImageException e)
        {
            reporter.Log(LogLevel.Warning, $"{kept} with its old image: {e.Message} {e.Remedy}");
        }
    }
}

/// <summary>A function before and after an update, and what was changed.</summary>
internal sealed record FunctionUpdate(FunctionDescription Before, FunctionDescription After, FunctionChange Change);
