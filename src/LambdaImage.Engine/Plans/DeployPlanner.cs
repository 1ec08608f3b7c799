using LambdaImage.Engine.Deployments;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans the whole way of one image to one function.</summary>
internal sealed class DeployPlanner(LambdaImageEngine engine)
{
    public async Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = await (await engine.PlanAsync(request.Project, reporter, cancel)).RunAsync(reporter, cancel);
        var function = FunctionOf(request);
        await engine.CheckFunctionAsync(function, reporter, cancel);
        var target = "function " + function.FunctionName;
        var way = await ImageWay.PlanAsync(engine, project, request.Force, request.RenewPins, request.SendAhead, request.Build, Publish, reporter, cancel);
        if (way.Preview is null) return new Plan<LambdaFunctionDeployment>(target, string.Join("; ", [.. way.Steps.Select(step => step.Words), "update the function"]), RunAsync);

        var update = await engine.PlanAsync(request.Update(way.Preview), reporter, cancel);
        IReadOnlyList<string> steps = [.. way.Steps.Select(step => step.Words), .. update.Changes ? (string[])[$"{update.Action} ({update.Target})"] : []];
        return way.Changes || update.Changes
            ? new Plan<LambdaFunctionDeployment>(target, string.Join("; ", steps), RunAsync)
            : new Plan<LambdaFunctionDeployment>(target, "Nothing: the function runs this image already", AskAsync) { Changes = false };

        // Lambda takes images from its own Region only, and an ARN says which that is.
        PublishRequest Publish(BuiltLambdaImage image) => request.Publish(image) is var publish && FunctionName.Parse(function.FunctionName).Region is { } region
            ? publish with { Session = publish.Session with { DefaultRegion = region } }
            : publish;

        async Task<LambdaFunctionDeployment> AskAsync(IWorkReporter log, CancellationToken stop)
        {
            await way.RunAsync(log, stop);
            return await update.RunAsync(log, stop);
        }

        async Task<LambdaFunctionDeployment> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var start = engine.Time.GetTimestamp();
            var published = await way.RunAsync(log, stop);
            var deployed = await (await engine.PlanAsync(request.Update(published), log, stop)).RunAsync(log, stop);
            return deployed with { Duration = engine.Time.GetElapsedTime(start) };
        }
    }

    // The request of the update step is made from a published image; what does not depend on it is read through a stand-in.
    private static UpdateFunctionRequest FunctionOf(DeployRequest request) =>
        request.Update(new PublishedLambdaImage { ImageUri = "", Repository = "", Digest = "" });
}
