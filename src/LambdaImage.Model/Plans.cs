namespace LambdaImage;

/// <summary>The one way to carry out a plan, for cmdlets and verbs alike.</summary>
public static class Plans
{
    /// <summary>Runs the plan, and tells the reporter when it begins to change something, when that has ended, and what came of it.</summary>
    /// <typeparam name="TResult">The record that doing it gives.</typeparam>
    /// <param name="plan">The plan.</param>
    /// <param name="reporter">Takes progress and log lines.</param>
    /// <param name="cancel">Stops the work; what was half written is removed.</param>
    /// <returns>The record of what was done.</returns>
    /// <exception cref="LambdaImageException">It could not be done.</exception>
    public static async Task<TResult> CarryOutAsync<TResult>(this IPlan<TResult> plan, IWorkReporter reporter, CancellationToken cancel)
        where TResult : class
    {
        TResult result;
        using (plan.Changes ? reporter.Begin(plan.Action, plan.Target) : null) result = await plan.RunAsync(reporter, cancel);
        reporter.Finish(result);
        return result;
    }
}
