namespace LambdaImage;

/// <summary>What the engine answers to a request: it says what it would do, then does it. Making a plan only reads.</summary>
/// <typeparam name="TResult">The record that doing it gives.</typeparam>
public interface IPlan<TResult>
{
    /// <summary>What would be changed: a path, a repository, a function.</summary>
    string Target { get; }

    /// <summary>What would be done to it, for example <c>Send 3 blobs (42.1 MB), 5 are there already</c>.</summary>
    string Action { get; }

    /// <summary>Whether running the plan writes anything, on disk or in the cloud. When false, nobody needs to be asked.</summary>
    bool Changes { get; }

    /// <summary>Whether running the plan writes nothing but LambdaImage's own cache, so that a later step can still be planned truthfully when nothing may be changed.</summary>
    bool CacheOnly => false;

    /// <summary>Does it.</summary>
    /// <param name="reporter">Takes progress and log lines.</param>
    /// <param name="cancel">Stops the work; what was half written is removed.</param>
    /// <returns>The record of what was done.</returns>
    /// <exception cref="LambdaImageException">It could not be done.</exception>
    Task<TResult> RunAsync(IWorkReporter reporter, CancellationToken cancel);
}
