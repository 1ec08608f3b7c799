using System.Collections.Concurrent;
using System.Globalization;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Deployments;

/// <summary>Updates several functions side by side. A function that fails does not keep the others from theirs.</summary>
/// <param name="planner">Gives the planner of a session; the same for all functions of the session, so that they share
/// what it finds out about images.</param>
internal sealed class FunctionFleet(Func<UpdateFunctionRequest, PlanUpdate> planner)
{
    /// <param name="request">What the user asked for.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops planning.</param>
    /// <returns>A plan for all functions; one that cannot be planned is an outcome already.</returns>
    public async Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(
        UpdateFunctionsRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        if (request.Functions.GroupBy(each => each.FunctionName, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw DeploymentErrors.FunctionTwice(twice.Key);
        }

        var planners = request.Functions.Select(each => each.Session).Distinct()
            .ToDictionary(session => session, session => planner(request.Functions.First(each => each.Session == session)));
        var plans = await EachAsync(
            request, reporter, (each, _, log) => planners[each.Session](each, log, cancel), cancel);
        var names = string.Join(", ", request.Functions.Select(each => each.FunctionName));
        var work = plans.Where(plan => plan.Result is { Changes: true }).ToArray();
        return new Plan<IReadOnlyList<FunctionOutcome>>(
            $"{request.Functions.Count} functions: {names}",
            work.Length == 0
                ? "Nothing to do"
                : string.Join("; ", plans.Zip(request.Functions, (plan, each) => $"{each.FunctionName}: {plan.Result?.Action ?? plan.Failure!.Message}")),
            RunAsync)
        {
            Changes = work.Length > 0,
        };

        async Task<IReadOnlyList<FunctionOutcome>> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var done = 0;
            Report(completed: false);
            var results = await EachAsync(request, log, RunOneAsync, stop);
            Report(completed: true);
            return
            [
                .. results.Zip(request.Functions, (result, each) =>
                    new FunctionOutcome { FunctionName = each.FunctionName, Deployment = result.Result, Failure = result.Failure }),
            ];

            async Task<LambdaFunctionDeployment> RunOneAsync(UpdateFunctionRequest _, int index, IWorkReporter own)
            {
                var (plan, failure) = plans[index];
                try
                {
                    return failure is null ? await plan!.RunAsync(own, stop) : throw failure;
                }
                finally
                {
                    Interlocked.Increment(ref done);
                    Report(completed: false);
                }
            }

            void Report(bool completed) => log.Report(new WorkProgress(
                FleetReporter.RootId,
                ParentId: null,
                $"Update {request.Functions.Count} functions",
                string.Create(CultureInfo.InvariantCulture, $"{done} of {request.Functions.Count} done"),
                done,
                request.Functions.Count,
                Completed: completed));
        }
    }

    private static async Task<(T? Result, LambdaImageException? Failure)[]> EachAsync<T>(
        UpdateFunctionsRequest request, IWorkReporter reporter, Func<UpdateFunctionRequest, int, IWorkReporter, Task<T>> work,
        CancellationToken cancel)
        where T : class
    {
        var results = new ConcurrentDictionary<int, (T?, LambdaImageException?)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.ThrottleLimit), CancellationToken = cancel };
        await Parallel.ForEachAsync(request.Functions.Select((each, index) => (Item: each, Index: index)), options, async (item, _) =>
        {
            try
            {
                results[item.Index] = (await work(item.Item, item.Index, new FleetReporter(reporter, item.Index)), null);
            }
            catch (LambdaImageException failure)
            {
                results[item.Index] = (null, failure);
            }
        });
        return [.. Enumerable.Range(0, request.Functions.Count).Select(index => results[index])];
    }
}
