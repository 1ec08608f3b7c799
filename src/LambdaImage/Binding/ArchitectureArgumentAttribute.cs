using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets -Architecture be any name people use for the two processors: x86_64, x64, amd64, arm64, aarch64,
/// linux/arm64.</summary>
internal sealed class ArchitectureArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The processor; null when none was named.</summary>
    public static LambdaArchitecture? Convert(object? input)
    {
        var plain = Arguments.Plain(input);
        if (plain is null or "") return null;
        if (plain is LambdaArchitecture known) return known;

        return LambdaArchitectures.Parse(plain.ToString()) ?? throw new ArgumentTransformationMetadataException(
            $"'{plain}' is no processor that Lambda has. Use x86_64 or arm64.");
    }
}
