using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments;

/// <summary>Brings one function to its goal and waits until it is there.</summary>
internal sealed class FunctionDeployer(AwsConnection aws, FunctionGoal goal, TimeSpan limit, TimeProvider time, IWorkReporter reporter)
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
    public async Task<(FunctionDescription Before, FunctionDescription After, FunctionChange Change)> UpdateAsync(CancellationToken cancel)
    {
        var before = await _waiter.ReadyAsync(cancel);
        var change = FunctionChange.Between(before, goal);
        var now = before;
        // Settings first: the new image may need them from its first start, while the old one seldom minds. dotnet lambda does the same.
        if (change.Settings is { } settings) now = await SetAsync(now, settings.Apply, cancel);
        if (!change.Code) return (before, now, change);
        try
        {
            return (before, await SendCodeAsync(now, cancel), change);
        }
        catch (LambdaImageException e) when (change.Settings is not null && e.Kind != ErrorKind.FunctionTimeout)
        {
            await SetBackAsync(change.Settings, cancel);
            throw;
        }
    }

    public async Task<string> PublishAsync(CancellationToken cancel)
    {
        var publish = new PublishVersion(goal.Name.Text, goal.Image.Digest.Hex);
        var version = (await Writer.WriteAsync(revision: null, _ => publish, role: null, cancel)).Version!;
        await _waiter.DoneAsync(created: false, version, cancel);
        return version;
    }

    private async Task<FunctionDescription> SetAsync(FunctionDescription now, UpdateFunctionConfiguration settings, CancellationToken cancel)
    {
        var revision = now.Configuration.RevisionId;
        await Writer.WriteAsync(revision, known => settings with { RevisionId = known }, settings.Role, cancel);
        return await _waiter.DoneAsync(created: false, version: null, cancel);
    }

    private async Task<FunctionDescription> SendCodeAsync(FunctionDescription now, CancellationToken cancel)
    {
        var code = new UpdateFunctionCode(goal.Name.Text, goal.Image.Uri, goal.Image.Architecture, RevisionId: null);
        await Writer.WriteAsync(now.Configuration.RevisionId, known => code with { RevisionId = known }, role: null, cancel);
        return await _waiter.DoneAsync(created: false, version: null, cancel);
    }

    /// <summary>Old code with new settings is a state that nobody asked for.</summary>
    private async Task SetBackAsync(SettingsChange settings, CancellationToken cancel)
    {
        var words = string.Join(", ", settings.Words);
        try
        {
            await Writer.WriteAsync(revision: null, _ => settings.Revert, role: null, cancel);
            reporter.Log(LogLevel.Warning, $"Function '{goal.Name}' was not given the new image, so its settings were set back: {words}.");
        }
        catch (LambdaImageException e)
        {
            reporter.Log(LogLevel.Warning, $"Function '{goal.Name}' keeps its new settings ({words}) with its old image: {e.Message} {e.Remedy}");
        }
    }
}
