namespace LambdaImage;

/// <summary>Takes progress and log lines from the engine. May be called from any thread.</summary>
public interface IWorkReporter
{
    /// <summary>Takes the newest state of one piece of work.</summary>
    /// <param name="progress">The state; a later one with the same id replaces it.</param>
    void Report(WorkProgress progress);

    /// <summary>Takes one log line.</summary>
    /// <param name="level">How loud it is.</param>
    /// <param name="message">The line, with secrets removed and without a line break.</param>
    void Log(LogLevel level, string message);
}
