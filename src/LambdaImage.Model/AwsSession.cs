namespace LambdaImage;

/// <summary>Which AWS account and Region to talk to, and with which credentials. All parts are optional: the SDK's own chain fills the gaps.</summary>
public sealed record AwsSession
{
    /// <summary>AWS Region, for example <c>eu-west-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Named profile. A missing profile is an error, never a fall-through to another account.</summary>
    public string? ProfileName { get; init; }

    /// <summary>File that holds the profiles, when it is not the default one.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>Gives explicit keys; asked again whenever they may have expired. Null: use the profile or the SDK's chain.</summary>
    public Func<AwsKeys>? Keys { get; init; }

    /// <summary>ARN of a role to assume with those credentials; null: they are used as they are.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Where explicit keys come from, for the log; null when <see cref="Keys"/> is null.</summary>
    public string? KeysSource { get; init; }

    /// <summary>Address for all AWS API calls instead of the public endpoints.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Address that registry traffic for Amazon ECR hosts is sent to (PrivateLink, LocalStack); null: the host itself.</summary>
    public string? RegistryEndpoint { get; init; }
}
