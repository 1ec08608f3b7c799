using System.Text.RegularExpressions;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>The private registry of an account in a Region.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html"/></summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">Region.</param>
internal sealed partial record EcrRegistry(string AccountId, string Region)
{
    /// <summary>Whether the address it was read from was the FIPS one, which Lambda refuses.</summary>
    public bool IsFips { get; init; }

    /// <summary>The plain address, for example <c>123456789012.dkr.ecr.eu-west-1.amazonaws.com</c>: the one that
    /// Lambda takes.</summary>
    public string Host => $"{AccountId}.dkr.ecr.{Region}.{Fn.Partition(Region).dnsSuffix}";

    /// <summary>Reads a registry address in any of its forms: plain, FIPS and dual-stack, in all partitions.</summary>
    /// <returns>The registry; null when the address is not one of Amazon ECR.</returns>
    public static EcrRegistry? TryParse(string host)
    {
        var match = Address().Match(host);
        if (!match.Success) return null;
        var region = match.Groups["region"].Value;
        var suffix = match.Groups["suffix"].Value;
        // The suffix must belong to the Region's partition: amazonaws.com.evil.example is nobody's registry.
        var isKnown = suffix == Fn.Partition(region).dnsSuffix
            || suffix is "on.aws" or "on.amazonwebservices.com.cn" or "on.amazonaws.eu";
        return isKnown ? new(match.Groups["account"].Value, region) { IsFips = match.Groups["fips"].Success } : null;
    }

    public override string ToString() => Host;

    [GeneratedRegex(
        @"^(?<account>\d{12})\.dkr[.-]ecr(?<fips>-fips)?\.(?<region>[a-z]{2,}(-[a-z0-9]+)+)\.(?<suffix>[a-z0-9.-]+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Address();
}
