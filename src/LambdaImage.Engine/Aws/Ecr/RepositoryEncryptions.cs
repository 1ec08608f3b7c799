namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>ECR's names of the ways to encrypt.</summary>
internal static class RepositoryEncryptions
{
    public static string ApiName(this RepositoryEncryption encryption) => encryption switch
    {
        RepositoryEncryption.Kms => "KMS",
        RepositoryEncryption.KmsDsse => "KMS_DSSE",
        _ => "AES256",
    };
}
