using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Repositories;

/// <summary>Finds out which images of a repository are in use, and refuses to guess.</summary>
/// <param name="repository">The repository.</param>
/// <param name="places">One connection for each account and Region whose functions may use it.</param>
/// <param name="ignored">Accounts that may read it and are known to run nothing of it.</param>
internal sealed class RepositoryUsage(RepositoryPlace repository, IReadOnlyList<AwsConnection> places, IReadOnlyList<string> ignored)
{
    /// <exception cref="LambdaImageException">An account or Region could not be asked, or one that may read the
    /// repository was not.</exception>
    public async Task<ImageUsage> ReadAsync(IWorkReporter reporter, CancellationToken cancel)
    {
        var usage = await new ImageUsageReader([.. places.Select(place => place.ReportingTo(reporter))]).ReadAsync(cancel);
        var (readers, open) = LambdaPullPolicy.Readers(await PolicyAsync(reporter, cancel));
        var asked = usage.Accounts;
        string[] missing = [.. readers.Append(repository.Registry.AccountId)
            .Where(account => !asked.Contains(account) && !ignored.Contains(account, StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (missing.Length > 0) throw CleanupErrors.AccountsMissing(repository.Uri, missing);
        if (open)
        {
            reporter.Log(
                LogLevel.Warning,
                $"The policy of {repository.Uri} lets accounts read it that it does not name; only functions of {string.Join(", ", usage.Checked)} were asked.");
        }

        return usage;
    }

    private async Task<string?> PolicyAsync(IWorkReporter reporter, CancellationToken cancel)
    {
        try
        {
            return await repository.Aws.ReportingTo(reporter).SendAsync(new GetRepositoryPolicy(repository.Name, repository.AccountId), cancel);
        }
        catch (LambdaImageException denied) when (denied.Kind == ErrorKind.AccessDenied)
        {
            throw CleanupErrors.PolicyUnreadable(repository.Uri, denied);
        }
    }
}
