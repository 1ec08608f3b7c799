using System.Text.RegularExpressions;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>The private registry of an account in a Region.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html"/></summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">Region.</param>
internal sealed partial record EcrRegistry(string AccountId, string Region)
{
    /// <summary>The partitions for which AWS publishes a registry address that also speaks IPv6, with its suffix. Those that
    /// are missing have dual-stack addresses for calls to the API, but none is known for their registries: guessing one would
    /// hand a login to whoever owns that name.
    /// <see href="https://github.com/awslabs/amazon-ecr-credential-helper/blob/main/ecr-login/api/client.go"/></summary>
    private static readonly Dictionary<string, string> DualStackSuffixes = new(StringComparer.Ordinal)
    {
        ["aws"] = "on.aws",
        ["aws-us-gov"] = "on.aws",
        ["aws-cn"] = "on.amazonwebservices.com.cn",
    };

    /// <summary>Whether the address it was read from was the FIPS one, which Lambda refuses.</summary>
    public bool IsFips { get; init; }

    /// <summary>The plain address, for example <c>123456789012.dkr.ecr.eu-west-1.amazonaws.com</c>: the one that
    /// Lambda takes.</summary>
    public string Host => $"{AccountId}.dkr.ecr.{Region}.{Fn.Partition(Region).dnsSuffix}";

    /// <summary>Reads a registry address in any of its forms: plain, FIPS and dual-stack, in all partitions.</summary>
    /// <returns>The registry; null when the address is not one of Amazon ECR.</returns>
    /// <exception cref="LambdaImageException">It has the form of a dual-stack address, but AWS publishes none like it.</exception>
    public static EcrRegistry? TryParse(string? host)
    {
        if (host is null || Address().Match(host) is not { Success: true } match) return null;
        var registry = new EcrRegistry(match.Groups["account"].Value, match.Groups["region"].Value) { IsFips = match.Groups["fips"].Success };
        // The suffix must belong to the Region's partition: amazonaws.com.evil.example is nobody's registry.
        var partition = Fn.Partition(registry.Region);
        var suffix = match.Groups["suffix"].Value;
        if (!match.Groups["dual"].Success) return suffix == partition.dnsSuffix ? registry : null;
        return suffix == DualStackSuffixes.GetValueOrDefault(partition.name) ? registry : throw AwsErrors.RegistryUnpublished(host, registry);
    }

    public override string ToString() => Host;

    [GeneratedRegex(
        @"^(?<account>[0-9]{12})\.dkr(\.|(?<dual>-))ecr(?<fips>-fips)?\.(?<region>[a-z]{2,}(-[a-z0-9]+)+)\.(?<suffix>[a-z0-9.-]+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Address();
}
