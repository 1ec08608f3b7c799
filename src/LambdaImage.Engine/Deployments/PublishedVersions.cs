using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments.Releases;

namespace LambdaImage.Engine.Deployments;

/// <summary>Finds the version that already freezes a function as it is, so that an unchanged function needs no
/// write.</summary>
internal sealed class PublishedVersions(AwsConnection aws)
{
    /// <param name="name">Name or ARN of the function.</param>
    /// <param name="function">The function as it is.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <returns>Number of the version; null when the function must be published.</returns>
    public async Task<string?> FindAsync(string name, FunctionConfiguration function, CancellationToken cancel)
    {
        var versions = await new VersionList(aws, name).VersionsAsync(cancel);
        return versions is [var newest, ..] && IsFrozen(newest, function) ? newest.Version : null;
    }

    private static bool IsFrozen(FunctionConfiguration version, FunctionConfiguration function) =>
        version.CodeSha256 is not null && version.CodeSha256 == function.CodeSha256
        && version.Architecture == function.Architecture
        // Variables that cannot be read cannot be compared.
        && function.Environment?.Error is null
        && SettingsChange.Between(version, FunctionState.Settings(function) with { Description = null }, function.FunctionName) is null;
}
