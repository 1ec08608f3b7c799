using System.Globalization;
using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets a number of MB be written in PowerShell's units too: <c>1GB</c> is 1024, and so is <c>1024</c>.</summary>
internal sealed class MegabytesArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>No setting of a function comes to so many MB: such a number counts bytes.</summary>
    private const long Megabyte = 1024 * 1024;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The number of MB; what is no number is left as it is, for PowerShell to judge.</summary>
    public static object? Convert(object? input)
    {
        if (!LanguagePrimitives.TryConvertTo(input, CultureInfo.InvariantCulture, out long number) || number < Megabyte) return input;

        return number % Megabyte == 0
            ? (int)(number / Megabyte)
            : throw new ArgumentTransformationMetadataException($"{number} bytes are no whole number of MB.");
    }
}
