namespace LambdaImage;

/// <summary>How traffic comes to a new version, and what must go well before it does.</summary>
public sealed record TrafficOptions
{
    /// <summary>How long each share of the traffic is watched when nothing else is said: Lambda's metrics come once a
    /// minute, so that five of them tell an accident from a pattern.</summary>
    public static readonly TimeSpan DefaultBakeTime = TimeSpan.FromMinutes(5);

    /// <summary>Percentage of failed invocations that undoes a canary when nothing else is said: a broken version
    /// fails far more often, and a rare hiccup must not undo a good one.</summary>
    public const double DefaultMaxErrorPercent = 5;

    /// <summary>Event that tests a version when only an expectation was given.</summary>
    public const string EmptyPayload = "{}";

    /// <summary>Alias to point at the new version, created where there is none; null: no alias is touched.</summary>
    public string? Alias { get; init; }

    /// <summary>Percentages of the traffic that the new version gets, one after the other, before it gets all; empty:
    /// all at once.</summary>
    public IReadOnlyList<double> Canary { get; init; } = [];

    /// <summary>How long each share is watched; null: <see cref="DefaultBakeTime"/>.</summary>
    public TimeSpan? BakeTime { get; init; }

    /// <summary>CloudWatch alarms that undo a canary when they ring.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>Percentage of the new version's invocations that may fail; null: <see cref="DefaultMaxErrorPercent"/>,
    /// watched only where the caller may read metrics.</summary>
    public double? MaxErrorPercent { get; init; }

    /// <summary>JSON event that the new version must answer before it gets traffic; null: it is not tested.</summary>
    public string? SmokePayload { get; init; }

    /// <summary>Regular expression that the answer must match; null: any answer will do that is no error.</summary>
    public string? SmokeExpect { get; init; }

    /// <summary>Program and arguments to run in the new image, on this machine, before anything else happens to the
    /// function; null: none.</summary>
    public IReadOnlyList<string>? ReleaseCommand { get; init; }

    /// <summary>Container engine for <see cref="ReleaseCommand"/>: Auto, Docker or Podman.</summary>
    public BuildEngine ReleaseEngine { get; init; }

    /// <summary>Whether <see cref="ReleaseCommand"/> gets the caller's AWS credentials.</summary>
    public bool ReleaseCredentials { get; init; }

    /// <summary>JSON event that makes the new version do what a release needs, before it gets traffic; null: none.</summary>
    public string? ReleasePayload { get; init; }

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsNothing => Alias is null && ReleaseCommand is null && ReleasePayload is null && !IsTested && Canary.Count == 0
        && BakeTime is null && Alarms.Count == 0 && MaxErrorPercent is null;

    /// <summary>Whether the new version is tested by an invocation.</summary>
    public bool IsTested => SmokePayload is not null || SmokeExpect is not null;

    /// <summary>Names no event: they may hold secrets.</summary>
    public override string ToString() => $"alias {Alias ?? "none"}, canary {string.Join(", ", Canary)}";
}
