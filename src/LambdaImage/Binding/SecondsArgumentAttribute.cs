using System.Globalization;
using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets a number of seconds be written as people say it too, <c>90s</c> or <c>5m</c>, and be a TimeSpan.</summary>
internal sealed class SecondsArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The seconds; what is no time is left as it is, for PowerShell to judge.</summary>
    public static object? Convert(object? input) => Arguments.Plain(input) switch
    {
        TimeSpan time => Whole(time),
        string text when !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) && Durations.Parse(text) is { } time => Whole(time),
        _ => input,
    };

    private static int Whole(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
