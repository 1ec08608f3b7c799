namespace LambdaImage.Engine.Plans;

/// <summary>Plans the whole way. Each step is planned from what the step before it would give, as far as that can be known without doing it.</summary>
internal sealed class DeployPlanner(LambdaImageEngine engine)
{
    public async Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var steps = new List<string>();
        var changes = false;
        void Add<T>(IPlan<T> plan)
        {
            if (!plan.Changes) return;
            // A build that only fills the cache is no change; what comes of it is.
            changes |= !plan.CacheOnly;
            steps.Add($"{plan.Action} ({plan.Target})");
        }

        var project = await (await engine.PlanAsync(request.Project, reporter, cancel)).RunAsync(reporter, cancel);
        var function = FunctionOf(request);
        await engine.CheckFunctionAsync(function, reporter, cancel);
        var target = "function " + function.FunctionName;
        var asked = DockerfileOf(request, project);
        var dockerfile = await engine.PlanAsync(asked, reporter, cancel);
        Add(dockerfile);
        var text = dockerfile.Changes
            ? await (await engine.PlanAsync(asked with { TextOnly = true }, reporter, cancel)).RunAsync(reporter, cancel)
            : await dockerfile.RunAsync(reporter, cancel);
        var build = await engine.PlanAsync(request.Build(text), reporter, cancel);
        Add(build);
        if (build.Changes && !build.CacheOnly)
            return new Plan<LambdaFunctionDeployment>(target, Words(steps) + "; push the image; update the function", RunAsync);

        var image = await build.RunAsync(reporter, cancel);
        var publish = await engine.PlanPublishAsync(request.Publish(image), reporter, cancel);
        Add(publish);
        var update = await engine.PlanAsync(request.Update(publish.Preview!), reporter, cancel);
        Add(update);
        return changes
            ? new Plan<LambdaFunctionDeployment>(target, Words(steps), RunAsync)
            : new Plan<LambdaFunctionDeployment>(target, "Nothing: the function runs this image already", update.RunAsync) { Changes = false };

        async Task<LambdaFunctionDeployment> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var start = engine.Time.GetTimestamp();
            var written = await (await engine.PlanAsync(asked, log, stop)).RunAsync(log, stop);
            var built = await (await engine.PlanAsync(request.Build(written), log, stop)).RunAsync(log, stop);
            var published = await (await engine.PlanAsync(request.Publish(built), log, stop)).RunAsync(log, stop);
            var deployed = await (await engine.PlanAsync(request.Update(published), log, stop)).RunAsync(log, stop);
            return deployed with { Duration = engine.Time.GetElapsedTime(start) };
        }
    }

    // The same for the build: engine and session do not depend on the Dockerfile.
    private static DockerfileRequest DockerfileOf(DeployRequest request, LambdaProject project)
    {
        var build = request.Build(new LambdaDockerfile { Project = project, ContextPath = project.Path });
        return new DockerfileRequest
        {
            Project = project,
            Force = request.Force,
            RenewPins = request.RenewPins,
            Engine = build.Engine,
            AllowInsecureRegistry = build.AllowInsecureRegistry,
            Session = build.Session,
        };
    }

    private static string Words(List<string> steps) => string.Join("; ", steps);

    // The request of the update step is made from a published image; what does not depend on it is read through a stand-in.
    private static UpdateFunctionRequest FunctionOf(DeployRequest request) =>
        request.Update(new PublishedLambdaImage { ImageUri = "", Repository = "", Digest = "" });
}
