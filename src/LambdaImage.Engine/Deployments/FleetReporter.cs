namespace LambdaImage.Engine.Deployments;

/// <summary>Keeps the progress of functions that are worked on side by side apart: each is a branch of the whole.</summary>
/// <param name="inner">Takes what is reported.</param>
/// <param name="index">Which function it is, from zero.</param>
internal sealed class FleetReporter(IWorkReporter inner, int index) : IWorkReporter
{
    /// <summary>The piece of work that all functions are part of.</summary>
    public const int RootId = 0;

    // More pieces than the update of one function ever has.
    private const int Span = 1000;

    public void Report(WorkProgress progress) => inner.Report(progress with
    {
        Id = Own(progress.Id),
        ParentId = progress.ParentId is { } parent ? Own(parent) : RootId,
    });

    public void Log(LogLevel level, string message) => inner.Log(level, message);

    public void Hide(string secret) => inner.Hide(secret);

    private int Own(int id) => ((index + 1) * Span) + id;
}
