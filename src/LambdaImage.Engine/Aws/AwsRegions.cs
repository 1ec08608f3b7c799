using System.Text.RegularExpressions;
using Amazon.Runtime.CredentialManagement;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws;

/// <summary>Decides the Region in the order of the AWS CLI: what was asked for, the environment, the profile.</summary>
internal sealed partial class AwsRegions(IEnvironment environment)
{
    /// <returns>The Region; null when nothing says one.</returns>
    public string? Find(AwsSession session, CredentialProfile? profile)
    {
        var region = session.Region
            ?? session.DefaultRegion
            ?? environment.Get("AWS_REGION")
            ?? environment.Get("AWS_DEFAULT_REGION")
            ?? profile?.Region?.SystemName;
        return region is null ? null : Check(region.Trim());
    }

    /// <summary>A Region becomes part of a host name that is sent signed requests: nothing else may slip in with
    /// it.</summary>
    public static string Check(string region) =>
        Grammar().IsMatch(region) ? region : throw AwsErrors.RegionInvalid(region);

    [GeneratedRegex("^[a-z]{2,}(-[a-z0-9]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grammar();
}
