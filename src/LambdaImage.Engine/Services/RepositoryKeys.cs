namespace LambdaImage.Engine.Services;

/// <summary>Puts settings of a repository on top of others.</summary>
internal static class RepositoryKeys
{
    /// <summary>What is given on top goes before what is here.</summary>
    public static RepositoryOptions With(this RepositoryOptions own, RepositoryOptions over) => new()
    {
        ScanOnPush = over.ScanOnPush ?? own.ScanOnPush,
        TagMutability = over.TagMutability ?? own.TagMutability,
        TagMutabilityExclusions = over.TagMutabilityExclusions ?? own.TagMutabilityExclusions,
        Encryption = over.Encryption ?? own.Encryption,
        KmsKey = over.KmsKey ?? own.KmsKey,
        LifecyclePolicy = over.LifecyclePolicy ?? own.LifecyclePolicy,
        MaxImages = over.MaxImages ?? own.MaxImages,
        Tags = over.Tags ?? own.Tags,
        LambdaAccess = over.LambdaAccess ?? own.LambdaAccess,
        LambdaAccounts = over.LambdaAccounts ?? own.LambdaAccounts,
    };
}
