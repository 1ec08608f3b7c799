using System.Management.Automation;
using LambdaImage.Formatting;

namespace LambdaImage.Pipeline;

/// <summary>Turns the engine's progress into what PowerShell shows.</summary>
internal static class ProgressRecords
{
    private const int NoParent = -1;
    private const int UnknownPercent = -1;
    private const int UnknownTime = -1;

    /// <param name="progress">The state.</param>
    /// <param name="perSecond">How fast it moves; null: not known.</param>
    public static ProgressRecord Of(WorkProgress progress, double? perSecond) =>
        new(progress.Id, Line(progress.Activity), Status(progress, perSecond))
        {
            ParentActivityId = progress.ParentId ?? NoParent,
            PercentComplete = Percent(progress),
            SecondsRemaining = SecondsRemaining(progress, perSecond),
            RecordType = progress.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };

    /// <summary>0 to 100, or -1 where the total is not known.</summary>
    public static int Percent(WorkProgress progress) =>
        progress.Total is { } total and > 0 ? (int)Math.Clamp(progress.Done * 100.0 / total, 0, 100) : UnknownPercent;

    /// <summary>Seconds until all is done, or -1 where that is not known. Only bytes move evenly enough.</summary>
    public static int SecondsRemaining(WorkProgress progress, double? perSecond) =>
        progress is { IsBytes: true, Total: { } total } && total > progress.Done && perSecond is > 0 and var pace
            ? (int)Math.Min(Math.Ceiling((total - progress.Done) / pace), int.MaxValue)
            : UnknownTime;

    /// <summary>The engine's own words, else how much of how much, and how fast.</summary>
    public static string Status(WorkProgress progress, double? perSecond)
    {
        if (!string.IsNullOrWhiteSpace(progress.Status) && !progress.IsBytes) return progress.Status;

        var amount = (progress.IsBytes, progress.Total) switch
        {
            (true, { } total) => $"{_Format.Size(progress.Done)} of {_Format.Size(total)}",
            (true, null) => _Format.Size(progress.Done),
            (false, { } total) => $"{progress.Done} of {total}",
            _ => "",
        };
        if (progress.IsBytes && perSecond is { } pace) amount += $", {_Format.Size((long)pace)}/s";
        string[] parts = [progress.Status, amount];
        return Line(string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part))));
    }

    // PowerShell refuses empty texts.
    private static string Line(string text) => string.IsNullOrWhiteSpace(text) ? "…" : text;
}
