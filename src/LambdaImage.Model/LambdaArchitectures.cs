namespace LambdaImage;

/// <summary>The names that AWS and the OCI specification give to the two processors.</summary>
public static class LambdaArchitectures
{
    /// <summary>The name in the Lambda API: <c>x86_64</c> or <c>arm64</c>.</summary>
    /// <param name="architecture">The processor.</param>
    /// <returns>The member of <c>Architectures</c> in CreateFunction and UpdateFunctionCode.</returns>
    public static string ApiName(this LambdaArchitecture architecture) =>
        architecture == LambdaArchitecture.Arm64 ? "arm64" : "x86_64";

    /// <summary>The name in image configurations and platforms: <c>amd64</c> or <c>arm64</c>.</summary>
    /// <param name="architecture">The processor.</param>
    /// <returns>The GOARCH name, as in <c>linux/amd64</c>.</returns>
    public static string OciName(this LambdaArchitecture architecture) =>
        architecture == LambdaArchitecture.Arm64 ? "arm64" : "amd64";

    /// <summary>Reads any of the names people use: x86_64, x64, amd64, arm64, aarch64, with or without <c>linux/</c>.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The processor, or null when the name is none of them.</returns>
    public static LambdaArchitecture? Parse(string? name)
    {
        var plain = name?.Trim() ?? "";
        if (plain.StartsWith("linux/", StringComparison.OrdinalIgnoreCase)) plain = plain["linux/".Length..];
        return plain.ToUpperInvariant() switch
        {
            "X86_64" or "X86-64" or "X64" or "AMD64" => LambdaArchitecture.X86_64,
            "ARM64" or "AARCH64" or "ARM64/V8" => LambdaArchitecture.Arm64,
            _ => null,
        };
    }
}
