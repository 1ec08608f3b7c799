using System.Globalization;
using System.Text.RegularExpressions;

namespace LambdaImage;

/// <summary>Times as people write them.</summary>
public static partial class Durations
{
    /// <summary>Reads <c>30s</c>, <c>5m</c>, <c>1h</c>, <c>1h30m</c>, <c>30d</c> or <c>00:05:00</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The time; null when the text is none. A bare number is none: nobody knows its unit.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (Words().Match(text.Trim()) is { Success: true } match)
        {
            return new TimeSpan(Part(match, "days"), Part(match, "hours"), Part(match, "minutes"), Part(match, "seconds"));
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
    }

    private static int Part(Match match, string name) =>
        match.Groups[name] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?=.)((?<days>\d{1,4})d)?((?<hours>\d{1,4})h)?((?<minutes>\d{1,5})m)?((?<seconds>\d{1,6})s)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();
}
