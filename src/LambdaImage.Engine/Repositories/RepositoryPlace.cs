using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Repositories;

/// <summary>A repository that exists, and a connection to its Region.</summary>
/// <param name="Aws">Connection.</param>
/// <param name="Registry">Registry.</param>
/// <param name="Name">Name in it.</param>
/// <param name="AccountId">Account to name in calls; null: the caller's own.</param>
internal sealed record RepositoryPlace(AwsConnection Aws, EcrRegistry Registry, string Name, string? AccountId)
{
    public string Uri => $"{Registry.Host}/{Name}";

    /// <param name="text">Name of a repository, or a reference in it.</param>
    /// <param name="aws">Connection of the session.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <exception cref="LambdaImageException">There is no such repository.</exception>
    public static async Task<RepositoryPlace> FindAsync(string text, AwsConnection aws, CancellationToken cancel)
    {
        var (name, account) = (text, default(string));
        if (text.Split('/')[0] is var host && host.Contains('.', StringComparison.Ordinal) && text.Contains('/', StringComparison.Ordinal))
        {
            if (EcrRegistry.TryParse(host) is not { } given) throw CleanupErrors.NotEcr(text);
            (name, account, aws) = (ImageReference.Parse(text).Repository, given.AccountId, aws.In(given.Region));
        }

        var found = await aws.SendAsync(new DescribeRepositories(RepositoryNaming.Check(name), account), cancel)
            ?? throw AwsErrors.RepositoryGone(name, aws.Region);
        return new RepositoryPlace(aws, new EcrRegistry(found.RegistryId, aws.Region), name, account);
    }

    /// <summary>The same for another piece of work.</summary>
    public RepositoryPlace ReportingTo(IWorkReporter reporter) => this with { Aws = Aws.ReportingTo(reporter) };
}
