using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.CloudWatch;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Watches a version that has a share of the traffic: alarms that the user named, and its errors.</summary>
/// <param name="aws">Connection to the function's Region.</param>
/// <param name="function">Plain name of the function.</param>
/// <param name="options">What to watch.</param>
/// <param name="time">Clock.</param>
/// <param name="reporter">Takes log lines.</param>
internal sealed class VersionHealth(AwsConnection aws, string function, TrafficOptions options, TimeProvider time, IWorkReporter reporter)
{
    private bool _countsErrors = true;

    /// <summary>What was counted last; null: nothing can be.</summary>
    public VersionTraffic? Counted { get; private set; }

    /// <summary>Makes sure that the alarms can tell something about a new version.</summary>
    /// <exception cref="LambdaImageException">One does not exist, or rings already.</exception>
    public async Task CheckAlarmsAsync(CancellationToken cancel)
    {
        if (options.Alarms.Count == 0) return;
        var alarms = await aws.SendAsync(new DescribeAlarms(options.Alarms), cancel);
        string[] missing = [.. options.Alarms.Except(alarms.Select(alarm => alarm.AlarmName), StringComparer.Ordinal)];
        if (missing.Length > 0) throw TrafficErrors.AlarmMissing(missing, aws.Region);
        if (alarms.FirstOrDefault(alarm => alarm.IsRinging) is { } ringing) throw TrafficErrors.AlarmRings(ringing.AlarmName, ringing.StateReason);
    }

    /// <param name="version">The version.</param>
    /// <param name="since">When it got traffic first.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <exception cref="LambdaImageException">It is not healthy.</exception>
    public async Task CheckAsync(string version, DateTimeOffset since, CancellationToken cancel)
    {
        if (options.Alarms.Count > 0)
        {
            var ringing = (await aws.SendAsync(new DescribeAlarms(options.Alarms), cancel)).FirstOrDefault(alarm => alarm.IsRinging);
            if (ringing is not null) throw TrafficErrors.Alarmed(function, version, ringing.AlarmName, ringing.StateReason);
        }

        if (_countsErrors) await CountAsync(version, since, cancel);
        var limit = options.MaxErrorPercent ?? TrafficOptions.DefaultMaxErrorPercent;
        if (Counted is { Errors: > 0 } counted && counted.ErrorPercent > limit)
        {
            throw TrafficErrors.TooManyErrors(function, version, counted.Errors, counted.Invocations, limit);
        }
    }

    private async Task CountAsync(string version, DateTimeOffset since, CancellationToken cancel)
    {
        // Metrics belong to whole minutes; the one that the version came in has nothing of it before that.
        var from = new DateTimeOffset(since.Ticks - since.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        try
        {
            Counted = await aws.SendAsync(new GetMetricData(function, options.Alias!, version, from, time.GetUtcNow().AddMinutes(1)), cancel);
        }
        catch (LambdaImageException e) when (e.Kind == ErrorKind.AccessDenied && options.MaxErrorPercent is null)
        {
            _countsErrors = false;
            reporter.Log(LogLevel.Warning, $"The errors of version {version} are not watched: {e.Message} {e.Remedy}");
        }
    }
}
