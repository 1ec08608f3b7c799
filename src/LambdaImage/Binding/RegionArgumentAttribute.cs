using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets -Region be a name, or the object that Get-AWSRegion gives.</summary>
internal sealed class RegionArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The name of the Region; null when none was given.</summary>
    public static string? Convert(object? input)
    {
        var plain = Arguments.Plain(input);
        var name = Property(plain, "Region") ?? Property(plain, "SystemName") ?? plain;
        return name?.ToString() is { Length: > 0 } text ? text : null;
    }

    private static object? Property(object? owner, string name) => owner?.GetType().GetProperty(name)?.GetValue(owner);
}
