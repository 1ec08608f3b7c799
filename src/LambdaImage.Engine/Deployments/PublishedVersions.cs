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

    private static bool IsFrozen(FunctionConfiguration version, FunctionConfiguration function)
    {
        if (version.CodeSha256 is null || version.CodeSha256 != function.CodeSha256) return false;
        if (version.Architecture != function.Architecture) return false;
        var same = new FunctionSettings
        {
            Role = function.Role,
            MemorySize = function.MemorySize,
            Timeout = function.Timeout,
            EphemeralStorage = function.EphemeralStorage?.Size,
            Description = version.Description,
            Environment = function.Environment?.Variables ?? new Dictionary<string, string>(StringComparer.Ordinal),
            EntryPoint = function.ImageConfig.EntryPoint ?? [],
            Command = function.ImageConfig.Command ?? [],
            WorkingDirectory = function.ImageConfig.WorkingDirectory ?? "",
            SubnetIds = function.VpcConfig?.SubnetIds ?? [],
            SecurityGroupIds = function.VpcConfig?.SecurityGroupIds ?? [],
            DeadLetterArn = function.DeadLetterConfig?.TargetArn ?? "",
            KmsKeyArn = function.KMSKeyArn ?? "",
        };
        return SettingsChange.Between(version, same, function.FunctionName) is null;
    }
}
