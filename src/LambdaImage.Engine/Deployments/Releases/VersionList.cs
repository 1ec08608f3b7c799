using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>Reads all versions and aliases of a function.</summary>
internal sealed class VersionList(AwsConnection aws, string function)
{
    /// <summary>The published versions, newest first.</summary>
    public async Task<IReadOnlyList<FunctionConfiguration>> VersionsAsync(CancellationToken cancel)
    {
        var versions = await LambdaPages.AllAsync(aws, marker => new ListVersionsByFunction(function, marker), page => page.Versions, cancel);
        return
        [
            .. versions.Where(version => version.Version is not (null or FunctionState.Latest))
                .OrderByDescending(version => Number(version.Version!)),
        ];
    }

    public async Task<IReadOnlyList<AliasConfiguration>> AliasesAsync(CancellationToken cancel) =>
        await LambdaPages.AllAsync(aws, marker => new ListAliases(function, marker), page => page.Aliases, cancel);

    /// <summary>The version that comes next when going back.</summary>
    /// <param name="versions">All versions, newest first.</param>
    /// <param name="from">Version that is left; null: the unpublished function.</param>
    /// <param name="digits">Digest of what is left, which must change.</param>
    /// <param name="noted">Version that an alias pointed to before, as far as it is noted.</param>
    /// <returns>The version; null: there is none.</returns>
    public static FunctionConfiguration? Before(IReadOnlyList<FunctionConfiguration> versions, string? from, string? digits, string? noted)
    {
        if (noted is not null && noted != from && versions.FirstOrDefault(version => version.Version == noted) is { } known) return known;
        return versions.FirstOrDefault(version =>
            (from is null || Number(version.Version!) < Number(from)) && version.CodeSha256 != digits);
    }

    private static long Number(string version) => long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
