using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Finds the repository for an image, creates it when it is missing, and gives it the settings that were asked
/// for.</summary>
/// <param name="aws">Connection to its account and Region.</param>
/// <param name="reporter">Takes log lines.</param>
/// <param name="time">Clock; null: the machine's.</param>
internal sealed partial class EcrRepositories(AwsConnection aws, IWorkReporter reporter, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Tag of repositories we create: the service they are for.</summary>
    public const string ServiceTag = "lambdaimage:service";

    /// <summary>What ECR takes.</summary>
    private const int MostExclusions = 5;

    /// <summary>Looks the repository up and compares it with what was asked for. Only reads, and only what was asked
    /// for.</summary>
    /// <exception cref="LambdaImageException">It is missing and may not be created, or the settings contradict
    /// themselves.</exception>
    public async Task<EcrRepositoryPlan> PlanAsync(RepositoryTarget target, CancellationToken cancel)
    {
        RepositoryNaming.Check(target.Name);
        Check(target.Options);
        var existing = await aws.SendAsync(new DescribeRepositories(target.Name, target.AccountId), cancel);
        // An existing repository says whose it is, which saves a call and a permission.
        var owner = existing?.RegistryId ?? target.AccountId ?? (await aws.CallerAsync(cancel)).AccountId;
        var plan = new EcrRepositoryPlan(new EcrRegistry(owner, aws.Region), target, existing);
        return existing is null ? await PlanMissingAsync(plan, cancel) : await PlanExistingAsync(plan, existing, cancel);
    }

    /// <summary>Creates or changes what the plan says.</summary>
    /// <returns>Whether this call created the repository.</returns>
    public async Task<bool> RunAsync(EcrRepositoryPlan plan, CancellationToken cancel)
    {
        if (plan.Creates) return await CreateAsync(plan, cancel);
        await ApplyAsync(plan, cancel);
        return false;
    }

    /// <summary>Creates or changes what the plan says, and then does what needs the repository.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="work">That work. Where the repository is new and not seen everywhere yet, it is done several times.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(bool Created, T Done)> RunAsync<T>(EcrRepositoryPlan plan, Func<Task<T>> work, CancellationToken cancel)
    {
        var created = await RunAsync(plan, cancel);
        return (created, created ? await SoonAsync(work, cancel) : await work());
    }

    private async Task<EcrRepositoryPlan> PlanMissingAsync(EcrRepositoryPlan plan, CancellationToken cancel)
    {
        var target = plan.Target;
        var owners = new RepositoryOwners(aws, reporter);
        if (await owners.TemplateAsync(target, cancel) is { } template)
        {
            reporter.Log(LogLevel.Verbose, $"Amazon ECR creates '{target.Name}' itself, after the template for '{template.Prefix}'.");
            return plan with { MadeByPush = true, Warnings = IsAsking(target.Options) ? [TemplateDecides(target.Name, template)] : [] };
        }

        if (!target.MayCreate) throw AwsErrors.RepositoryNotFound(target.Name, plan.Registry.AccountId, aws.Region);
        return await owners.CacheAsync(target, cancel) is { } cache
            ? throw AwsErrors.RepositoryIsCache(target.Name, cache.EcrRepositoryPrefix, cache.UpstreamRegistryUrl)
            : plan with { Warnings = LifecyclePolicy.Of(target.Options) is { } policy && LifecyclePolicy.ReachesTagged(policy) ? [TaggedExpire(target.Name)] : [] };
    }

    private async Task<EcrRepositoryPlan> PlanExistingAsync(EcrRepositoryPlan plan, EcrRepository existing, CancellationToken cancel)
    {
        var options = plan.Target.Options;
        if (!IsAsking(options)) return plan;
        List<string> warnings = [.. Encryption(plan, existing)];
        List<RepositoryChange> changes = [];
        Compare(plan, existing, changes);
        await CompareLifecycleAsync(plan, changes, warnings, cancel);
        await CompareTagsAsync(plan, existing, changes, cancel);
        await ComparePolicyAsync(plan, changes, warnings, cancel);
        if (changes.Count == 0) return plan with { Warnings = warnings };

        // Whoever owns the prefix chose these settings for all repositories under it.
        var owners = new RepositoryOwners(aws, reporter);
        if (await owners.TemplateAsync(plan.Target, cancel) is { } template) return plan with { Warnings = [TemplateDecides(plan.Name, template)] };
        if (await owners.CacheAsync(plan.Target, cancel) is { } cache)
        {
            return plan with
            {
                Warnings = [$"Repository '{plan.Name}' belongs to the pull-through cache for '{cache.EcrRepositoryPrefix}', so its settings are left as they are."],
            };
        }

        return plan with { Changes = changes, Warnings = warnings };
    }

    private static void Compare(EcrRepositoryPlan plan, EcrRepository existing, List<RepositoryChange> changes)
    {
        var (name, account, options) = (plan.Name, plan.Target.AccountId, plan.Target.Options);
        if (options.ScanOnPush is { } scan && scan != (existing.ImageScanningConfiguration?.ScanOnPush ?? false))
            changes.Add(new($"turn scanning on push {(scan ? "on" : "off")}", new PutImageScanningConfiguration(name, account, scan)));
        if (EcrMutability.Of(options) is { } wanted && EcrMutability.Of(existing) is var present && wanted != present)
            changes.Add(new($"set tag mutability {wanted} (now {present})", new PutImageTagMutability(name, account, wanted)));
    }

    private async Task CompareLifecycleAsync(
        EcrRepositoryPlan plan, List<RepositoryChange> changes, List<string> warnings, CancellationToken cancel)
    {
        if (LifecyclePolicy.Of(plan.Target.Options) is not { } wanted) return;
        if (LifecyclePolicy.ReachesTagged(wanted)) warnings.Add(TaggedExpire(plan.Name));
        var present = await aws.SendAsync(new GetLifecyclePolicy(plan.Name, plan.Target.AccountId), cancel);
        if (LifecyclePolicy.Same(wanted, present)) return;
        changes.Add(new(
            $"{(present is null ? "set a" : "replace the")} lifecycle policy", new PutLifecyclePolicy(plan.Name, plan.Target.AccountId, wanted)));
    }

    private async Task CompareTagsAsync(EcrRepositoryPlan plan, EcrRepository existing, List<RepositoryChange> changes, CancellationToken cancel)
    {
        if (plan.Target.Options.Tags is not { Count: > 0 } wanted) return;
        var present = await aws.SendAsync(new ListTagsForResource(plan.Name, existing.RepositoryArn), cancel);
        var missing = wanted.Where(tag => present.GetValueOrDefault(tag.Key) != tag.Value).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        if (missing.Count > 0)
            changes.Add(new($"set the tags {string.Join(", ", missing.Keys)}", new TagRepository(plan.Name, existing.RepositoryArn, missing)));
    }

    private async Task ComparePolicyAsync(
        EcrRepositoryPlan plan, List<RepositoryChange> changes, List<string> warnings, CancellationToken cancel)
    {
        var options = plan.Target.Options;
        if (options.LambdaAccess is not true && options.LambdaAccounts is not { Count: > 0 }) return;
        var present = await aws.SendAsync(new GetRepositoryPolicy(plan.Name, plan.Target.AccountId), cancel);
        if (Merged(plan, present, options.LambdaAccess is true) is not { } merged) return;
        changes.Add(new("let Lambda read it" + Others(options), new SetRepositoryPolicy(plan.Name, merged, plan.Target.AccountId)));
        if (options.LambdaAccounts is { Count: > 0 } && plan.Existing?.EncryptionConfiguration is { KmsKey: { } key })
            warnings.Add($"Functions of other accounts also need the key of repository '{plan.Name}': allow kms:Decrypt to them in the policy of {key}.");
    }

    private static string? Merged(EcrRepositoryPlan plan, string? present, bool own)
    {
        var first = own ? LambdaPullPolicy.AddTo(present) : null;
        var second = plan.Target.Options.LambdaAccounts is { Count: > 0 } accounts
            ? LambdaPullPolicy.AddAccounts(first ?? present, plan.Registry.Region, accounts)
            : null;
        return second ?? first;
    }

    private static IEnumerable<string> Encryption(EcrRepositoryPlan plan, EcrRepository existing)
    {
        if (plan.Target.Options.Encryption is not { } wanted || existing.EncryptionConfiguration is not { } present) yield break;
        var key = plan.Target.Options.KmsKey;
        // The key may have been given as id or alias, which only KMS can compare with an ARN.
        var differs = wanted.ApiName() != present.EncryptionType
            || (key?.StartsWith("arn:", StringComparison.Ordinal) is true && !key.Contains(":alias/", StringComparison.Ordinal) && key != present.KmsKey);
        if (differs)
        {
            yield return $"Repository '{plan.Name}' is encrypted with {present.EncryptionType}{(present.KmsKey is null ? "" : $" and {present.KmsKey}")}, "
                + $"not with {wanted.ApiName()}{(key is null ? "" : $" and {key}")}: Amazon ECR decides that once and for all when a repository is created. "
                + "Give another -Repository to get one that is.";
        }
    }

    private async Task<bool> CreateAsync(EcrRepositoryPlan plan, CancellationToken cancel)
    {
        var options = plan.Target.Options;
        var tags = new Dictionary<string, string>(options.Tags ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(plan.Target.Service)) tags[ServiceTag] = plan.Target.Service;
        if (await aws.SendAsync(new CreateRepository(plan.Name, tags, options), cancel) is null)
        {
            reporter.Log(LogLevel.Verbose, $"Repository '{plan.Name}' was created by somebody else meanwhile; it is used as it is.");
            var theirs = await PlanAsync(plan.Target, cancel);
            foreach (var warning in theirs.Warnings) reporter.Log(LogLevel.Warning, warning);
            await ApplyAsync(theirs, cancel);
            return false;
        }

        reporter.Log(LogLevel.Verbose, $"Created repository {plan.Uri}.");
        if (LifecyclePolicy.Of(options) is { } lifecycle)
            await SendSoonAsync(new PutLifecyclePolicy(plan.Name, AccountId: null, lifecycle), cancel);

        if (plan.LetsLambdaRead) await LetLambdaReadAsync(plan, cancel);
        return true;
    }

    private async Task ApplyAsync(EcrRepositoryPlan plan, CancellationToken cancel)
    {
        foreach (var change in plan.Changes)
        {
            await aws.SendAsync(change.Call, cancel);
            reporter.Log(LogLevel.Verbose, $"Repository {plan.Uri}: {change.Words}.");
        }
    }

    private async Task LetLambdaReadAsync(EcrRepositoryPlan plan, CancellationToken cancel)
    {
        try
        {
            var present = await SendSoonAsync(new GetRepositoryPolicy(plan.Name), cancel);
            if (Merged(plan, present, plan.Target.Options.LambdaAccess is not false) is { } policy)
                await SendSoonAsync(new SetRepositoryPolicy(plan.Name, policy), cancel);
        }
        catch (LambdaImageException e) when (e.Kind == ErrorKind.AccessDenied && plan.Target.Options is { LambdaAccess: null, LambdaAccounts: null })
        {
            // Lambda adds the statement itself where the one who deploys may set policies: pushing need not fail for
            // it. Whoever asked for it in so many words gets the error.
            reporter.Log(LogLevel.Warning, $"Lambda was not given leave to read repository '{plan.Name}': {e.Message} {e.Remedy}");
        }
    }

    private Task<T> SendSoonAsync<T>(IAwsOperation<T> call, CancellationToken cancel) => SoonAsync(() => aws.SendAsync(call, cancel), cancel);

    private Task<T> SoonAsync<T>(Func<Task<T>> work, CancellationToken cancel) =>
        new NewlyCreated(_time, reporter).WorkAsync(ErrorKind.RepositoryNotFound, "Amazon ECR does not see the new repository yet", work, cancel);

    private static void Check(RepositoryOptions options)
    {
        _ = LifecyclePolicy.Of(options);
        if (options.TagMutabilityExclusions is { } filters)
        {
            if (options.TagMutability is null)
            {
                throw AwsErrors.RepositoryOptionInvalid(
                    "-TagMutabilityExclusion", "it says what is excluded, and not from which rule", "Give -TagMutability Immutable (or Mutable) with it.");
            }

            if (filters.Count > MostExclusions || filters.Any(filter => !Filter().IsMatch(filter)))
            {
                throw AwsErrors.RepositoryOptionInvalid(
                    "-TagMutabilityExclusion", $"there may be up to {MostExclusions} patterns of letters, digits, '.', '_', '-' and '*'",
                    "Write it as -TagMutabilityExclusion 'latest', 'sha256-*'.");
            }
        }

        if (options.KmsKey is not null && options.Encryption is null or RepositoryEncryption.Aes256)
            throw AwsErrors.RepositoryOptionInvalid("-KmsKey", "a key is used with KMS encryption only", "Give -Encryption Kms (or KmsDsse) with it.");
        if (options.LambdaAccounts?.FirstOrDefault(account => !Account().IsMatch(account)) is { } wrong)
            throw AwsErrors.RepositoryOptionInvalid("-LambdaAccount", $"'{wrong}' is no account number", "Give twelve digits, for example -LambdaAccount 123456789012.");
    }

    private static bool IsAsking(RepositoryOptions options) => options != new RepositoryOptions();

    private static string TemplateDecides(string name, EcrCreationTemplate template) =>
        $"The settings of repository '{name}' are decided by the repository creation template for '{template.Prefix}'; those given here are not applied. "
        + "Change the template, or give a name that it is not for.";

    private static string TaggedExpire(string name) =>
        $"The lifecycle policy for repository '{name}' may expire tagged images. Amazon ECR does not know which images functions run, "
        + "and a function whose image is gone fails. Clear-LambdaImageRepository deletes only what no function uses.";

    private static string Others(RepositoryOptions options) =>
        options.LambdaAccounts is { Count: > 0 } accounts ? $" (also of {string.Join(", ", accounts)})" : "";

    [GeneratedRegex("^[0-9a-zA-Z._*-]{1,128}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Filter();

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Account();
}
