using System.Collections;
using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets each of several tables be all that <see cref="PairsArgumentAttribute"/> takes. Words NAME=value are one table together.</summary>
internal sealed class TablesArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The tables; null when none was given.</summary>
    public static Hashtable[]? Convert(object? input) => Arguments.Plain(input) switch
    {
        null => null,
        IList many when !many.Cast<object?>().Any(each => Arguments.Plain(each) is string) => [.. many.Cast<object?>().Select(each => PairsArgumentAttribute.Convert(each)).OfType<Hashtable>()],
        var one => [PairsArgumentAttribute.Convert(one)!],
    };
}
