using System.Globalization;
using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets a time be written as people say it, <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>30d</c>, and be a TimeSpan.</summary>
internal sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>As many digits as days have in <see cref="Durations"/>.</summary>
    private const decimal MostDays = 10_000;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The time; null when none was given.</summary>
    public static TimeSpan? Convert(object? input)
    {
        var plain = Arguments.Plain(input);
        if (plain is null or "") return null;
        if (plain is TimeSpan time) return time;
        // PowerShell reads a bare 30s as the 16-bit number 30.
        if (plain is short seconds) return TimeSpan.FromSeconds(seconds);
        // And a bare 30d as the decimal 30.
        if (plain is decimal days and >= 0 and < MostDays) return TimeSpan.FromDays((double)days);
        var text = System.Convert.ToString(plain, CultureInfo.InvariantCulture) ?? "";
        return Durations.Parse(text)
            ?? throw new ArgumentTransformationMetadataException($"'{text}' is no time. Write it as 30s, 5m, 1h or 00:05:00.");
    }
}
