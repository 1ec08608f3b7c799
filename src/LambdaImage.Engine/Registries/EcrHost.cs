using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Registries;

/// <summary>The host name of a private Amazon ECR registry, which says whose it is and where.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html"/></summary>
/// <param name="Host">The whole name.</param>
/// <param name="AccountId">Account that owns the registry.</param>
/// <param name="Region">Region it is in.</param>
/// <param name="IsFips">Whether it is the FIPS endpoint, from which Lambda cannot pull.</param>
/// <param name="IsDualStack">Whether it is the endpoint that also speaks IPv6.</param>
internal sealed partial record EcrHost(string Host, string AccountId, string Region, bool IsFips, bool IsDualStack)
{
    /// <summary>The registry a host name stands for, or null when it is no private ECR registry.</summary>
    public static EcrHost? TryParse(string? host)
    {
        if (host is null || Grammar().Match(host) is not { Success: true } match) return null;
        return new EcrHost(
            host, match.Groups["account"].Value, match.Groups["region"].Value,
            match.Groups["fips"].Success, match.Groups["dual"].Success);
    }

    public override string ToString() => Host;

    // The suffixes are those of the partitions: aws, aws-cn, aws-iso, aws-iso-b, aws-eusc, aws-iso-e, aws-iso-f.
    [GeneratedRegex(
        @"^(?<account>[0-9]{12})\.(?:"
        + @"dkr\.ecr(?<fips>-fips)?\.(?<region>[a-z0-9-]+)\."
        + @"(?:amazonaws\.com(?:\.cn)?|c2s\.ic\.gov|sc2s\.sgov\.gov|amazonaws\.eu|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)"
        + @"|(?<dual>dkr-ecr)(?<fips>-fips)?\.(?<region>[a-z0-9-]+)\.on\.(?:aws|amazonwebservices\.com\.cn))$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
