namespace LambdaImage.Engine.Deployments;

/// <summary>What would be done to a function; running it does it.</summary>
/// <param name="target">The function and where it is.</param>
/// <param name="action">What would be done, in words.</param>
/// <param name="changes">Whether anything would be written.</param>
/// <param name="run">Does it.</param>
internal sealed class FunctionPlan(
    string target, string action, bool changes,
    Func<IWorkReporter, CancellationToken, Task<LambdaFunctionDeployment>> run)
    : IPlan<LambdaFunctionDeployment>
{
    public string Target => target;

    public string Action => action;

    public bool Changes => changes;

    public Task<LambdaFunctionDeployment> RunAsync(IWorkReporter reporter, CancellationToken cancel) =>
        run(reporter, cancel);
}
