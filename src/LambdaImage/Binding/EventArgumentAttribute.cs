using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets an event be all that <see cref="PayloadArgumentAttribute"/> takes, and remembers the file that it came from.</summary>
internal sealed class EventArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The event; null when none was given.</summary>
    public static InvocationEvent? Convert(object? input) => Arguments.Plain(input) switch
    {
        InvocationEvent already => already,
        var plain => PayloadArgumentAttribute.Convert(input) is { } json ? new(json, (plain as FileInfo)?.FullName) : null,
    };
}
