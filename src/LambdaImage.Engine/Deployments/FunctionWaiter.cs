using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>Waits until Lambda has finished with a function, and says how it ended.</summary>
internal sealed class FunctionWaiter(
    AwsConnection aws, string function, TimeSpan limit, TimeProvider time, IWorkReporter reporter)
{
    private const int ProgressId = 1;

    // Small images are ready within seconds; after that there is no hurry, and many deployments share Lambda's
    // request rate.
    private static readonly (TimeSpan From, TimeSpan Pause)[] Pace =
    [
        (TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(3)),
        (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2)),
        (TimeSpan.Zero, TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Waits until the function can be changed. How an earlier change ended does not matter.</summary>
    /// <exception cref="LambdaImageException">Somebody else's change takes longer than the limit.</exception>
    public Task<FunctionDescription> ReadyAsync(CancellationToken cancel) => SettleAsync(
        version: null,
        mustExist: true,
        outdated: null,
        (waited, state) => DeploymentErrors.FunctionBusy(function, waited, state),
        cancel);

    /// <summary>Waits for the end of a change of ours, good or bad.</summary>
    /// <param name="version">Version that was published; null: the unpublished function.</param>
    /// <param name="mayBeInvisible">Whether it may not be visible yet, because it was created this moment.</param>
    /// <param name="outdated">Revision that the change replaced: whoever still reads it is not told of the change yet; null:
    /// unknown.</param>
    /// <param name="cancel">Stops waiting; Lambda goes on.</param>
    /// <exception cref="LambdaImageException">The change takes longer than the limit.</exception>
    public Task<FunctionDescription> DoneAsync(string? version, bool mayBeInvisible, string? outdated, CancellationToken cancel) => SettleAsync(
        version, mustExist: !mayBeInvisible, outdated,
        (waited, state) => DeploymentErrors.FunctionTimeout(function, waited, state),
        cancel);

    /// <summary>A pause before the same call is made again.</summary>
    public Task PauseAsync(CancellationToken cancel) => Task.Delay(Pace[^1].Pause, time, cancel);

    private async Task<FunctionDescription> SettleAsync(
        string? version, bool mustExist, string? outdated, Func<TimeSpan, string, LambdaImageException> late, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        for (var hasWaited = false; ; hasWaited = true)
        {
            var found = await aws.SendAsync(new GetFunction(function, version), cancel);
            if (found is null && mustExist) throw DeploymentErrors.FunctionGone(function);
            var isOutdated = outdated is not null && found?.Configuration.RevisionId == outdated;
            var state = isOutdated ? "change not visible yet" : Describe(found?.Configuration);
            var waited = time.GetElapsedTime(start);
            if (found is { Configuration.IsBusy: false } && !isOutdated)
            {
                if (hasWaited) Report(state, waited, completed: true);
                return found;
            }

            var isLate = waited >= limit;
            Report(state, waited, completed: isLate);
            if (isLate) throw late(waited, state);
            await Task.Delay(Pace.First(step => waited >= step.From).Pause, time, cancel);
        }
    }

    private void Report(string state, TimeSpan waited, bool completed) => reporter.Report(new WorkProgress(
        ProgressId,
        ParentId: null,
        $"Wait for function '{function}'",
        string.Create(CultureInfo.InvariantCulture, $"{state}, {waited.TotalSeconds:0} s"),
        Completed: completed));

    private static string Describe(FunctionConfiguration? function)
    {
        if (function is null) return "not visible yet";
        return function.LastUpdateStatus is "InProgress" && function.State != "Pending"
            ? Join("update in progress", function.LastUpdateStatusReason)
            : Join(function.State ?? "unknown state", function.StateReason);
    }

    private static string Join(string state, string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? state : $"{state}: {reason.TrimEnd('.')}";
}
