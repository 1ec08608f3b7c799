namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>Why the images of a case differ, and should.</summary>
/// <param name="Reason">Completes "they differ because …".</param>
/// <param name="With">The BuildKits that differ; null: all.</param>
internal sealed record KnownDifference(string Reason, BuildKitAge? With = null)
{
    public static implicit operator KnownDifference(string reason) => new(reason);

    public bool IsWith(BuildKitAge age) => With is null || With == age;
}
