using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Finds the repository for an image, and creates it when it is missing.</summary>
internal sealed class EcrRepositories(AwsConnection aws)
{
    /// <summary>Tag of repositories we create: the service they are for.</summary>
    public const string ServiceTag = "lambdaimage:service";

    /// <summary>Looks the repository up. Only reads.</summary>
    /// <param name="name">Name of the repository.</param>
    /// <param name="accountId">Account of the registry; null: the caller's.</param>
    /// <param name="mayCreate">Whether a missing one is to be created instead of being an error.</param>
    /// <param name="cancel">Stops looking.</param>
    public async Task<EcrRepositoryPlan> PlanAsync(
        string name, string? accountId, bool mayCreate, CancellationToken cancel)
    {
        RepositoryNaming.Check(name);
        var existing = await aws.SendAsync(new DescribeRepositories(name, accountId), cancel);
        // An existing repository says whose it is, which saves a call and a permission.
        var owner = existing?.RegistryId ?? accountId ?? (await aws.CallerAsync(cancel)).AccountId;
        if (existing is null && !mayCreate) throw AwsErrors.RepositoryNotFound(name, owner, aws.Region);
        return new EcrRepositoryPlan(new EcrRegistry(owner, aws.Region), name, existing);
    }

    /// <summary>Creates what the plan lacks, and lets Lambda read what was created. Existing repositories are left
    /// alone.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="service">Service the repository is for; null: it is not tagged.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Whether this call created the repository.</returns>
    public async Task<bool> RunAsync(
        EcrRepositoryPlan plan, string? service, IWorkReporter reporter, CancellationToken cancel)
    {
        if (!plan.Creates) return false;
        var connection = aws.ReportingTo(reporter);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(service)) tags[ServiceTag] = service;
        if (await connection.SendAsync(new CreateRepository(plan.Name, tags), cancel) is null)
        {
            reporter.Log(
                LogLevel.Verbose,
                $"Repository '{plan.Name}' was created by somebody else meanwhile; it is used as it is.");
            return false;
        }

        reporter.Log(LogLevel.Verbose, $"Created repository {plan.Uri}.");
        await LetLambdaReadAsync(connection, plan, reporter, cancel);
        return true;
    }

    private static async Task LetLambdaReadAsync(
        AwsConnection aws, EcrRepositoryPlan plan, IWorkReporter reporter, CancellationToken cancel)
    {
        try
        {
            var policy = LambdaPullPolicy.AddTo(await aws.SendAsync(new GetRepositoryPolicy(plan.Name), cancel));
            if (policy is not null) await aws.SendAsync(new SetRepositoryPolicy(plan.Name, policy), cancel);
        }
        catch (LambdaImageException e) when (e.Kind == ErrorKind.AccessDenied)
        {
            // Lambda adds the statement itself where the one who deploys may set policies: pushing need not fail for
            // it.
            reporter.Log(
                LogLevel.Warning,
                $"Lambda was not given leave to read repository '{plan.Name}': {e.Message} {e.Remedy}");
        }
    }
}
