using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Where an image would be pushed to, and what its repository needs first.</summary>
/// <param name="Registry">Registry.</param>
/// <param name="Target">What was asked for.</param>
/// <param name="Existing">The repository; null when there is none yet.</param>
internal sealed record EcrRepositoryPlan(EcrRegistry Registry, RepositoryTarget Target, EcrRepository? Existing)
{
    public string Name => Target.Name;

    /// <summary>Whether the push itself makes the repository, after a template of the registry's owner.</summary>
    public bool MadeByPush { get; init; }

    /// <summary>What differs in an existing repository.</summary>
    public IReadOnlyList<RepositoryChange> Changes { get; init; } = [];

    /// <summary>What differs and cannot or must not be changed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public bool Creates => Existing is null && !MadeByPush;

    /// <summary>Refuses to move a tag that cannot be moved, before anything is sent.</summary>
    /// <param name="tags">Tags that point at another image now.</param>
    /// <exception cref="LambdaImageException">One of them is immutable.</exception>
    public void CheckMoves(IReadOnlyList<string> tags)
    {
        // What was asked for is applied before the push.
        var wanted = Existing is null || Changes.Count > 0 ? EcrMutability.Of(Target.Options) : null;
        var rule = wanted ?? (Existing is null ? EcrMutability.Default : EcrMutability.Of(Existing));
        if (tags.FirstOrDefault(rule.Freezes) is { } tag) throw AwsErrors.TagImmutable(Name, $"tag '{tag}' is immutable there");
    }

    /// <summary>Registry and repository, ready for a tag or digest.</summary>
    public string Uri => $"{Registry.Host}/{Name}";

    /// <summary>What would be done, for people; null: nothing.</summary>
    public string? Action => Creates ? string.Join(", ", Creation())
        : MadeByPush ? "Let Amazon ECR create the repository after its template"
        : Changes.Count > 0 ? "Change the repository: " + string.Join(", ", Changes.Select(change => change.Words))
        : null;

    /// <summary>Whether the policy of a new repository is set.</summary>
    public bool LetsLambdaRead => Target.Options.LambdaAccess is not false || Target.Options.LambdaAccounts is { Count: > 0 };

    private IEnumerable<string> Creation()
    {
        yield return "Create the repository";
        if (LifecyclePolicy.Of(Target.Options) is not null) yield return "set a lifecycle policy";
        if (LetsLambdaRead) yield return "let Lambda read it";
    }
}
