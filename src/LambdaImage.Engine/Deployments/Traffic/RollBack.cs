using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Answers a failed release: the alias gets its routing back, then the function its image and configuration. After
/// Ctrl+C it is the alias alone, which callers use and which takes no time. It only undoes what this run did, and says where
/// things stand.</summary>
internal sealed class RollBack(AwsConnection aws, FunctionName function, string region, TimeSpan limit, TimeProvider time, IWorkReporter reporter)
{
    /// <summary>Two calls that take a fraction of a second each, with room for AWS's slow moments: longer, nobody waits
    /// who has pressed Ctrl+C.</summary>
    private static readonly TimeSpan AliasLimit = TimeSpan.FromSeconds(10);

    /// <param name="alias">The alias.</param>
    /// <param name="routing">How it was before; null: it did not exist.</param>
    /// <param name="before">The function before this run; null: it did not exist.</param>
    /// <param name="after">The function as this run left it; null: nobody has looked yet.</param>
    /// <param name="version">Version that was to get the traffic.</param>
    /// <param name="cancel">Cancelled already where the user wants to leave.</param>
    /// <returns>Where things stand and what to type next, in sentences.</returns>
    public async Task<string> RunAsync(
        AliasSwitch alias, AliasConfiguration? routing, FunctionDescription? before, FunctionDescription? after, string version, CancellationToken cancel)
    {
        var callers = await SetBackAsync(alias, routing, version);
        // Whoever has moved the alias has plans for the function too.
        var latest = alias.IsForeign ? "$LATEST is left as it is." : await RestoreAsync(routing, before, after, cancel);
        return $"{callers} {latest} Version {version} stays published, without being the one that callers get.";
    }

    private async Task<string> SetBackAsync(AliasSwitch alias, AliasConfiguration? routing, string version)
    {
        if (alias.IsForeign) return $"Alias '{alias.Name}' is left as somebody else has set it.";
        using var soon = new CancellationTokenSource(AliasLimit);
        try
        {
            // A change that was under way when the user stopped may have arrived or not.
            var now = await alias.LookAsync(soon.Token);
            if (now is null || routing is null)
            {
                return now is null ? $"Alias '{alias.Name}' was not created." : $"Alias '{alias.Name}': {AliasSwitch.Routing(now)}.";
            }

            if (now.RevisionId == routing.RevisionId) return $"Alias '{alias.Name}' was not moved: {AliasSwitch.Routing(now)}.";
            var isOurs = now.FunctionVersion == version || now.Weights.ContainsKey(version);
            if (!isOurs) return $"Alias '{alias.Name}' is left as somebody else has set it: {AliasSwitch.Routing(now)}.";
            await alias.SetBackAsync(routing, soon.Token);
            return $"Alias '{alias.Name}' was set back: {AliasSwitch.Routing(alias.Now!)}.";
        }
        catch (Exception e) when (e is LambdaImageException or OperationCanceledException)
        {
            return $"Alias '{alias.Name}' could not be set back ({e.Message.TrimEnd('.')}); it may still send traffic to version {version}. "
                + $"Set it back now: Restore-LambdaFunctionImage -FunctionName {function} -Alias {alias.Name} -Version {routing?.FunctionVersion} -AliasOnly.";
        }
    }

    private async Task<string> RestoreAsync(
        AliasConfiguration? routing, FunctionDescription? before, FunctionDescription? after, CancellationToken cancel)
    {
        if (before is null) return $"Function '{function}' was created and stays.";
        if (!cancel.IsCancellationRequested) return await new FunctionRollBack(aws, function, region, limit, time, reporter).RunAsync(before, after, cancel);
        var back = routing is null
            ? $"Update-LambdaFunctionImage -FunctionName {function} -ImageUri {before.ImageUri}"
            : $"Restore-LambdaFunctionImage -FunctionName {function} -Version {routing.FunctionVersion}";
        return $"$LATEST, which callers of the alias do not get, keeps its new image and settings; to set it back: {back}.";
    }
}
