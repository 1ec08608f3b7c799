using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Plans;

/// <summary>Work that cannot be undone, and may fail or be stopped in its middle.</summary>
internal static class HalfDone
{
    /// <summary>Does it. A failure says where things stand too; when it is stopped, a warning does.</summary>
    /// <param name="work">The work.</param>
    /// <param name="standing">What was done, what was not and what to type next, in sentences; null: nothing was done.</param>
    /// <param name="log">Takes the warning.</param>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work, Func<string?> standing, IWorkReporter log)
    {
        try
        {
            return await work();
        }
        catch (LambdaImageException failure) when (standing() is { } words)
        {
            throw DeploymentErrors.Answered(failure, words);
        }
        catch (OperationCanceledException) when (standing() is { } words)
        {
            log.Log(LogLevel.Warning, "Stopped. " + words);
            throw;
        }
    }
}
