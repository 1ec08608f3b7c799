using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>Brings one function to its goal and waits until it is there.</summary>
internal sealed class FunctionDeployer(
    AwsConnection aws, FunctionGoal goal, TimeSpan limit, TimeProvider time, IWorkReporter reporter)
{
    private readonly FunctionWaiter _waiter = new(aws, goal.Name.Text, limit, time, reporter);

    // What Lambda showed last: what the next change is based on; null: any revision.
    private FunctionConfiguration? _known;

    /// <summary>The function before the first change; null: nobody has looked yet.</summary>
    public FunctionDescription? Before { get; private set; }

    /// <summary>The function as our changes leave it; null: Lambda has taken none yet.</summary>
    public FunctionDescription? After { get; private set; }

    /// <summary>The change that was sent last, whether Lambda has answered or not; null: none was.</summary>
    public FunctionPart? Sent { get; private set; }

    private FunctionWriter Writer => new(aws, _waiter, goal.Name.Text, limit, time, reporter);

    public async Task<FunctionDescription> CreateAsync(CancellationToken cancel)
    {
        // Creation knows no ARN: account and Region are those of the caller.
        var create = new CreateFunction(goal.Name.Name, goal.Image.Uri, goal.Image.Architecture, goal.Settings);
        try
        {
            await Writer.WriteAsync(known: null, _ => create, isOurs: null, goal.Settings.Role, cancel);
            return await DoneAsync(created: true, version: null, taken: null, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            reporter.Log(LogLevel.Warning, $"Stopped while function '{goal.Name}' was being created; Lambda may go on. Run the command again: it takes up from there.");
            throw;
        }
    }

    /// <summary>Updates the function from how it is now, which may be later than the plan.</summary>
    /// <returns>The function as it then is, and what was changed.</returns>
    public async Task<FunctionUpdate> UpdateAsync(CancellationToken cancel)
    {
        var now = Before = await _waiter.ReadyAsync(cancel);
        _known = now.Configuration;
        var change = FunctionChange.Between(now, goal);
        // Settings first: the new image may need them from its first start, while the old one seldom minds them.
        if (change.Settings is { } settings) now = await SetAsync(settings.Apply, cancel);
        if (change.Code) now = await SendCodeAsync(cancel);
        return new(now, change);
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
        var version = (await Writer.WriteAsync(_known, known => publish with { RevisionId = known }, isOurs: null, role: null, cancel)).Version!;
        await DoneAsync(created: false, version, taken: null, cancel);
        return version;
    }

    private async Task<FunctionDescription> SetAsync(UpdateFunctionConfiguration settings, CancellationToken cancel)
    {
        Sent = FunctionPart.Settings;
        var taken = await Writer.WriteAsync(_known, known => settings with { RevisionId = known }, IsSet, settings.Role, cancel);
        After = Before! with { Configuration = taken };
        return await DoneAsync(created: false, version: null, taken, cancel);
    }

    private async Task<FunctionDescription> SendCodeAsync(CancellationToken cancel)
    {
        var code = new UpdateFunctionCode(goal.Name.Text, goal.Image.Uri, goal.Image.Architecture, RevisionId: null);
        Sent = FunctionPart.Code;
        var taken = await Writer.WriteAsync(_known, known => code with { RevisionId = known }, IsSent, role: null, cancel);
        After = Before! with { Configuration = taken };
        return await DoneAsync(created: false, version: null, taken, cancel);
    }

    /// <summary>Whether the settings that were asked for are what makes a function differ from the one we know.</summary>
    private bool IsSet(FunctionConfiguration now) =>
        SettingsChange.Between(_known!, goal.Settings, goal.Name.Text) is { } asked
        && SettingsChange.Between(now, goal.Settings, goal.Name.Text) is null
        && Settings(now).All(setting => asked.Differences.Any(each => each.Setting == setting))
        && (now.CodeSha256, now.Architecture) == (_known!.CodeSha256, _known.Architecture);

    /// <summary>Whether the image is what makes a function differ from the one we know.</summary>
    private bool IsSent(FunctionConfiguration now) => !HasImage(_known!) && HasImage(now) && !Settings(now).Any();

    private bool HasImage(FunctionConfiguration function) =>
        function.CodeSha256 == goal.Image.Digest.Hex && (goal.Image.Architecture is null || goal.Image.Architecture == function.Architecture);

    /// <summary>The settings, by name, in which a function differs from the one we know.</summary>
    private IEnumerable<string> Settings(FunctionConfiguration now) =>
        SettingsChange.Between(_known!, FunctionState.Settings(now), goal.Name.Text)?.Differences.Select(each => each.Setting) ?? [];

    /// <param name="created">Whether the function is new.</param>
    /// <param name="version">Version to wait for; null: the function itself.</param>
    /// <param name="taken">The function as Lambda took our change; null: whoever changes a new one comes after us.</param>
    /// <param name="cancel">Stops waiting.</param>
    private async Task<FunctionDescription> DoneAsync(bool created, string? version, FunctionConfiguration? taken, CancellationToken cancel)
    {
        // An update that changed nothing may keep the revision.
        var outdated = taken is not null && taken.RevisionId != _known?.RevisionId ? _known?.RevisionId : null;
        var done = await _waiter.DoneAsync(version, mayBeInvisible: created || version is not null, outdated, cancel);
        if (done.Configuration.HasFailed)
        {
            if (version is null) After = done;
            throw ReasonCodes.Explain(goal.Name.Text, created, done.Configuration);
        }

        // Another deployment may have been waiting for ours to end: to go on from what it made would mix the two.
        if (taken is not null && !done.Configuration.IsAs(taken)) throw DeploymentErrors.FunctionChangedMeanwhile(goal.Name.Text);
        if (version is null)
        {
            After = done;
            _known = done.Configuration;
        }

        return done;
    }
}

/// <summary>What Lambda takes in calls of their own.</summary>
internal enum FunctionPart
{
    Settings,
    Code,
}

/// <summary>A function after an update, and what was changed.</summary>
internal sealed record FunctionUpdate(FunctionDescription After, FunctionChange Change);
