namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Finds out whether a name belongs to a template or a cache of the registry: such repositories are made by
/// ECR, with settings that somebody chose for all of them.</summary>
internal sealed class RepositoryOwners(AwsConnection aws, IWorkReporter reporter)
{
    /// <summary>ECR's word for a prefix that matches every name.</summary>
    private const string Root = "ROOT";

    /// <returns>The template that makes the repository on push; null: none.</returns>
    public async Task<EcrCreationTemplate?> TemplateAsync(RepositoryTarget target, CancellationToken cancel)
    {
        // Templates can only be read in one's own registry.
        if (target.AccountId is not null) return null;
        var templates = await EcrPage<EcrCreationTemplate>.AllAsync(
            token => aws.SendAsync(new DescribeRepositoryCreationTemplates(token), cancel));
        Say(templates.WasSeen, "repository creation templates", "ecr:DescribeRepositoryCreationTemplates");
        // The longest prefix decides for all occasions; a template for other occasions then leaves the push without one.
        return Longest(templates.Items, template => template.Prefix, target.Name) is { CreatesOnPush: true } owner ? owner : null;
    }

    /// <returns>The rule that makes the repository when somebody pulls; null: none.</returns>
    public async Task<EcrCacheRule?> CacheAsync(RepositoryTarget target, CancellationToken cancel)
    {
        var rules = await EcrPage<EcrCacheRule>.AllAsync(
            token => aws.SendAsync(new DescribePullThroughCacheRules(target.AccountId, token), cancel));
        Say(rules.WasSeen, "pull-through cache rules", "ecr:DescribePullThroughCacheRules");
        return Longest(rules.Items, rule => rule.EcrRepositoryPrefix, target.Name);
    }

    private void Say(bool wasSeen, string what, string permission)
    {
        if (!wasSeen) reporter.Log(LogLevel.Verbose, $"The registry's {what} cannot be looked at ({permission}); it is taken to have none.");
    }

    private static T? Longest<T>(IEnumerable<T> all, Func<T, string> prefix, string name)
        where T : class => all
        .Where(one => prefix(one) == Root || IsUnder(name, prefix(one).TrimEnd('/')))
        .MaxBy(one => prefix(one) == Root ? 0 : prefix(one).Length);

    private static bool IsUnder(string name, string prefix) =>
        name == prefix || name.StartsWith(prefix + "/", StringComparison.Ordinal);
}
