namespace LambdaImage.Session;

/// <summary>What Set-AWSCredential and Set-DefaultAWSRegion of AWS.Tools left in the PowerShell session.</summary>
internal static class AwsToolsSession
{
    public const string CredentialVariable = "StoredAWSCredentials";
    public const string RegionVariable = "StoredAWSRegion";

    /// <summary>The session's Region; null when AWS.Tools set none.</summary>
    /// <param name="variable">Reads a PowerShell variable.</param>
    public static string? Region(Func<string, object?> variable) =>
        variable(RegionVariable)?.ToString() is { Length: > 0 } region ? region : null;

    /// <summary>The session's credentials; null when AWS.Tools set none.</summary>
    /// <param name="variable">Reads a PowerShell variable.</param>
    public static object? Credentials(Func<string, object?> variable) => variable(CredentialVariable);
}
