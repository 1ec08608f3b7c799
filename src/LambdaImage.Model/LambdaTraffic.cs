namespace LambdaImage;

/// <summary>What was done before and while traffic moved.</summary>
public sealed record LambdaTraffic
{
    /// <summary>ARN of the alias: what callers use; null when none was moved.</summary>
    public string? AliasArn { get; init; }

    /// <summary>Whether the alias was created.</summary>
    public bool AliasCreated { get; init; }

    /// <summary>Percentages that the new version was given before it got all traffic; empty: it got all at once.</summary>
    public IReadOnlyList<double> Steps { get; init; } = [];

    /// <summary>How long each share was watched.</summary>
    public TimeSpan BakeTime { get; init; }

    /// <summary>Invocations of the new version that CloudWatch had counted when the watch ended; null: not watched.</summary>
    public long? Invocations { get; init; }

    /// <summary>How many of them failed; null: not watched.</summary>
    public long? Errors { get; init; }

    /// <summary>How long the answer of the test took, a cold start included; null: the version was not tested.</summary>
    public TimeSpan? SmokeDuration { get; init; }

    /// <summary>Whether a release command was carried out.</summary>
    public bool ReleaseCommandRun { get; init; }
}
