using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Repositories;

/// <summary>Asks every account and Region which images its functions use: <c>$LATEST</c> and each published version.
/// Aliases, weighted ones too, point at versions, so they are covered.</summary>
/// <param name="places">One connection for each account and Region.</param>
internal sealed class ImageUsageReader(IReadOnlyList<AwsConnection> places)
{
    /// <summary>Accounts and Regions that are asked at the same time: Lambda limits its control plane to some calls a
    /// second for each account.</summary>
    private const int Parallel = 4;

    /// <exception cref="LambdaImageException">One of them could not be listed completely.</exception>
    public async Task<ImageUsage> ReadAsync(CancellationToken cancel)
    {
        var answers = new (string Place, IReadOnlyList<FunctionConfiguration> Functions)[places.Count];
        await System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, places.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel },
            async (index, stop) => answers[index] = await AskAsync(places[index], stop));

        Dictionary<string, List<ImageUser>> users = new(StringComparer.Ordinal);
        // Two ways may lead into one account.
        foreach (var (place, functions) in answers.DistinctBy(answer => answer.Place))
        {
            foreach (var function in functions.Where(function => function.IsImage))
            {
                var digest = DigestOf(function) ?? throw CleanupErrors.ImageUnknown(function.FunctionName, place);
                if (!users.TryGetValue(digest, out var list)) users[digest] = list = [];
                list.Add(new ImageUser(ArnOf(function), function.FunctionName, function.Version ?? "$LATEST", place));
            }
        }

        return new ImageUsage(
            users.ToDictionary(pair => pair.Key, IReadOnlyList<ImageUser> (pair) => pair.Value, StringComparer.Ordinal),
            [.. answers.Select(answer => answer.Place).Distinct(StringComparer.Ordinal)],
            answers.DistinctBy(answer => answer.Place).Sum(answer => answer.Functions.Count));
    }

    private static async Task<(string Place, IReadOnlyList<FunctionConfiguration> Functions)> AskAsync(AwsConnection aws, CancellationToken cancel)
    {
        var place = aws.Region;
        try
        {
            place = $"{(await aws.CallerAsync(cancel)).AccountId}/{aws.Region}";
            return (place, await ListAsync(aws, place, cancel));
        }
        catch (LambdaImageException failure) when (failure.Kind != ErrorKind.UsageUnknown)
        {
            throw CleanupErrors.UsageUnknown(place, failure);
        }
    }

    private static async Task<IReadOnlyList<FunctionConfiguration>> ListAsync(AwsConnection aws, string place, CancellationToken cancel)
    {
        var functions = await LambdaPages.AllAsync(aws, marker => new ListFunctions(marker), page => page.Functions, cancel);
        for (var index = 0; index < functions.Count; index++)
        {
            if (functions[index] is { IsImage: true } function && DigestOf(function) is null)
                functions[index] = await LookCloserAsync(aws, function, place, cancel);
        }

        return functions;
    }

    /// <summary>A function whose image could not be taken has no hash; its reference still names the image.</summary>
    private static async Task<FunctionConfiguration> LookCloserAsync(
        AwsConnection aws, FunctionConfiguration function, string place, CancellationToken cancel)
    {
        var version = function.Version is "$LATEST" ? null : function.Version;
        var found = await aws.SendAsync(new GetFunction(function.FunctionName, version), cancel);
        // Deleted since it was listed: it uses nothing any more.
        if (found is null) return function with { PackageType = null };
        return ImageReference.TryParse(found.ImageUri)?.Digest is { } digest
            ? function with { CodeSha256 = digest.Hex }
            : throw CleanupErrors.ImageUnknown(function.FunctionName, place);
    }

    private static string? DigestOf(FunctionConfiguration function) =>
        Digest.TryParse("sha256:" + function.CodeSha256, out var digest) ? digest.Value : null;

    private static string ArnOf(FunctionConfiguration function) =>
        function.Version is { } version && function.FunctionArn.EndsWith(":" + version, StringComparison.Ordinal)
            ? function.FunctionArn[..^(version.Length + 1)]
            : function.FunctionArn;
}
