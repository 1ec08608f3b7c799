using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Brings traffic to a version: its release event, its test, its shares, then all. Whoever calls it answers a
/// failure with <see cref="RollBack"/>.</summary>
internal sealed class TrafficShift(
    AwsConnection aws, FunctionName function, TrafficOptions options, TimeProvider time, IWorkReporter reporter)
{
    private const int ProgressId = 1;

    // Alarms change once in ten seconds at the fastest, and many canaries share the account's rate of calls.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly VersionHealth _health = new(aws, function.Name, options, time, reporter);

    private TimeSpan BakeTime => options.BakeTime ?? TrafficOptions.DefaultBakeTime;

    /// <param name="alias">The alias, looked at before the function was changed.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancel">Stops; the alias is left as it is then.</param>
    /// <exception cref="LambdaImageException">The version is not fit for traffic, or somebody else moves it.</exception>
    public async Task<LambdaTraffic> RunAsync(AliasSwitch alias, string version, CancellationToken cancel)
    {
        if (options.ReleasePayload is { } release) await ReleaseAsync(version, release, cancel);
        var smoke = options.IsTested ? await TestAsync(version, cancel) : (TimeSpan?)null;
        var mayShare = alias.Now is { } before && before.FunctionVersion != version;
        var steps = mayShare ? options.Canary : [];
        var created = alias.Now is null;
        var since = time.GetUtcNow();
        foreach (var percent in steps)
        {
            await alias.ShareAsync(version, percent, cancel);
            reporter.Log(LogLevel.Verbose, $"Alias '{alias.Name}': {AliasSwitch.Routing(alias.Now!)}.");
            await BakeAsync(alias, version, percent, since, cancel);
        }

        await alias.MoveAsync(version, cancel);
        reporter.Log(LogLevel.Verbose, $"Alias '{alias.Name}': {AliasSwitch.Routing(alias.Now!)}.");
        return new LambdaTraffic
        {
            AliasArn = alias.Now!.AliasArn,
            AliasCreated = created,
            Steps = steps,
            BakeTime = steps.Count == 0 ? TimeSpan.Zero : BakeTime,
            Invocations = _health.Counted?.Invocations,
            Errors = _health.Counted?.Errors,
            SmokeDuration = smoke,
        };
    }

    private async Task ReleaseAsync(string version, string payload, CancellationToken cancel)
    {
        reporter.Log(LogLevel.Verbose, $"Version {version} gets its release event.");
        var answer = await aws.SendAsync(new Invoke(function.Text, version, payload), cancel);
        if (SmokeTest.Problem(answer, expect: null) is { } problem) throw TrafficErrors.ReleaseInvocationFailed(function.Name, version, problem, answer.Log);
        foreach (var line in answer.Log.Split('\n')) reporter.Log(LogLevel.Build, line.TrimEnd('\r'));
    }

    private async Task<TimeSpan> TestAsync(string version, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var answer = await aws.SendAsync(new Invoke(function.Text, version, options.SmokePayload ?? TrafficOptions.EmptyPayload), cancel);
        var took = time.GetElapsedTime(start);
        if (SmokeTest.Problem(answer, options.SmokeExpect) is { } problem) throw TrafficErrors.SmokeFailed(function.Name, version, problem, answer.Log);
        reporter.Log(LogLevel.Verbose, string.Create(CultureInfo.InvariantCulture, $"Version {version} passed its test in {took.TotalSeconds:0.0} s."));
        return took;
    }

    private async Task BakeAsync(AliasSwitch alias, string version, double percent, DateTimeOffset since, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            await alias.CheckAsync(cancel);
            await _health.CheckAsync(version, since, cancel);
            var left = BakeTime - time.GetElapsedTime(start);
            Report(version, percent, left);
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left < Pause ? left : Pause, time, cancel);
        }
    }

    [SuppressMessage("Globalization", "CA1305", Justification = "The pattern of the time is culture-free.")]
    private void Report(string version, double percent, TimeSpan left)
    {
        var counted = _health.Counted is { } traffic ? $", {traffic.Errors} of {traffic.Invocations} failed" : "";
        reporter.Report(new WorkProgress(
            ProgressId,
            ParentId: null,
            string.Create(CultureInfo.InvariantCulture, $"Watch version {version} of function '{function}' on {percent:0.##} % of the traffic"),
            (left > TimeSpan.Zero ? $"{left:hh\\:mm\\:ss} left" : "done") + counted,
            Completed: left <= TimeSpan.Zero));
    }
}
