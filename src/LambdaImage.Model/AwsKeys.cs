namespace LambdaImage;

/// <summary>Plain AWS keys, so that credentials can cross load contexts. Never printed.</summary>
/// <param name="AccessKey">Access key id.</param>
/// <param name="SecretKey">Secret access key.</param>
/// <param name="SessionToken">Session token of temporary credentials; null for long-lived keys.</param>
public sealed record AwsKeys(string AccessKey, string SecretKey, string? SessionToken)
{
    /// <summary>Hides the secrets.</summary>
    /// <returns>The access key id alone, shortened.</returns>
    public override string ToString() => $"{AccessKey[..Math.Min(4, AccessKey.Length)]}…";
}
