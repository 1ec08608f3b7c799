namespace LambdaImage;

/// <summary>Which AWS account and Region to talk to, and with which credentials. All parts are optional: the SDK's own chain fills the gaps.</summary>
public sealed record AwsSession
{
    /// <summary>AWS Region that was asked for, for example <c>eu-west-1</c>: nothing may contradict it.</summary>
    public string? Region { get; init; }

    /// <summary>AWS Region where neither <see cref="Region"/> nor an ARN names one; comes before the environment and the profile.</summary>
    public string? DefaultRegion { get; init; }

    /// <summary>Named profile. A missing profile is an error, never a fall-through to another account.</summary>
    public string? ProfileName { get; init; }

    /// <summary>File that holds the profiles, when it is not the default one.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>Gives explicit keys; asked again whenever they may have expired. Null: use the profile or the SDK's chain.</summary>
    public Func<AwsKeys>? Keys { get; init; }

    /// <summary>Where explicit keys come from, for the log; null when <see cref="Keys"/> is null.</summary>
    public string? KeysSource { get; init; }

    /// <summary>ARN of a role to assume with those credentials; null: they are used as they are.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Address for all AWS API calls instead of the public endpoints.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Address that registry traffic for Amazon ECR hosts is sent to (PrivateLink, LocalStack); null: the host itself.</summary>
    public string? RegistryEndpoint { get; init; }

    /// <summary>Every account in every Region.</summary>
    /// <param name="regions">Regions; none: this session's.</param>
    /// <param name="profiles">Profiles of accounts; none, and no roles: this session's account.</param>
    /// <param name="roleArns">Roles in accounts.</param>
    /// <returns>The sessions; none when neither Regions nor accounts were given.</returns>
    public IReadOnlyList<AwsSession> Destinations(
        IReadOnlyList<string> regions, IReadOnlyList<string> profiles, IReadOnlyList<string> roleArns)
    {
        if (regions.Count + profiles.Count + roleArns.Count == 0) return [];
        var accounts = Others(profiles, roleArns) is { Count: > 0 } others ? others : [this];
        return regions.Count == 0
            ? accounts
            : [.. accounts.SelectMany(account => regions.Select(region => account with { Region = region }))];
    }

    /// <summary>The same Region by other ways: one session for each profile and each role that this one can
    /// assume.</summary>
    /// <param name="profiles">Names of profiles.</param>
    /// <param name="roleArns">ARNs of roles.</param>
    /// <returns>The sessions, profiles first.</returns>
    public IReadOnlyList<AwsSession> Others(IEnumerable<string> profiles, IEnumerable<string> roleArns) =>
    [
        .. profiles.Select(profile => this with { ProfileName = profile, Keys = null, KeysSource = null }),
        .. roleArns.Select(role => this with { RoleArn = role }),
    ];
}
