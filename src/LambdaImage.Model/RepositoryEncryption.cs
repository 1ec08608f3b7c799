namespace LambdaImage;

/// <summary>How images are encrypted at rest.</summary>
public enum RepositoryEncryption
{
    /// <summary>By keys that Amazon S3 manages.</summary>
    Aes256,

    /// <summary>By a key of AWS KMS.</summary>
    Kms,

    /// <summary>Twice, by a key of AWS KMS.</summary>
    KmsDsse,
}
