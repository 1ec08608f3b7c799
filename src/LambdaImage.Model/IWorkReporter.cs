namespace LambdaImage;

/// <summary>Takes progress and log lines from the engine, and what is begun and ended by whoever carries out its plans. May be called from any thread.</summary>
public interface IWorkReporter
{
    /// <summary>Takes the newest state of one piece of work.</summary>
    /// <param name="progress">The state; a later one with the same id replaces it.</param>
    void Report(WorkProgress progress);

    /// <summary>Takes one log line.</summary>
    /// <param name="level">How loud it is.</param>
    /// <param name="message">The line, with secrets removed and without a line break.</param>
    void Log(LogLevel level, string message);

    /// <summary>Takes a secret that something is about to be given which may print it.</summary>
    /// <param name="secret">The secret itself.</param>
    void Hide(string secret)
    {
    }

    /// <summary>Takes what is about to be changed.</summary>
    /// <param name="action">What is done, as the plan says it.</param>
    /// <param name="target">What it is done to.</param>
    /// <returns>Disposed of when it has ended, well or badly; null: nobody needs to know.</returns>
    IDisposable? Begin(string action, string target) => null;

    /// <summary>Takes what came of a plan.</summary>
    /// <param name="result">The record.</param>
    void Finish(object result)
    {
    }

    /// <summary>Takes a failure that the caller is told.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>The failure as it may be shown where the reporter's lines are read.</returns>
    LambdaImageException Fail(LambdaImageException failure) => failure;
}
