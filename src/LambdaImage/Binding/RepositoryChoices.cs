namespace LambdaImage.Binding;

/// <summary>Makes the engine's options of what a user said about a repository.</summary>
internal static class RepositoryChoices
{
    /// <param name="choices">What was said.</param>
    /// <param name="paths">Finds the file of a lifecycle policy.</param>
    public static RepositoryOptions ToOptions(this IRepositoryParameters choices, ProjectPaths paths) => new()
    {
        ScanOnPush = choices.ScanOnPush,
        TagMutability = choices.TagMutability,
        TagMutabilityExclusions = choices.TagMutabilityExclusion,
        Encryption = choices.Encryption,
        KmsKey = Arguments.Given(choices.KmsKey),
        LifecyclePolicy = Arguments.Given(choices.LifecyclePolicy) is { } policy ? paths.Existing(policy) ?? policy : null,
        MaxImages = choices.MaxImages,
        Tags = Arguments.Pairs(choices.RepositoryTag),
        LambdaAccess = choices.LambdaAccess,
        LambdaAccounts = choices.LambdaAccount,
    };
}
