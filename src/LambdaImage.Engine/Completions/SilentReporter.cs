namespace LambdaImage.Engine.Completions;

/// <summary>Says nothing: whoever is typing wants no lines in between.</summary>
internal sealed class SilentReporter : IWorkReporter
{
    public static readonly SilentReporter Instance = new();

    public void Report(WorkProgress progress)
    {
    }

    public void Log(LogLevel level, string message)
    {
    }
}
