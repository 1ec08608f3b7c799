namespace LambdaImage.Pipeline;

/// <summary>Work of one cmdlet on one input, as steps of the engine. Null: nothing was done, because the user did
/// not want it.</summary>
internal delegate Task<TResult?> Work<TResult>(PlanSteps steps, CancellationToken cancel)
    where TResult : class;

/// <summary>Carries out requests: plan, ask, run.</summary>
/// <param name="engine">Does the work.</param>
/// <param name="reporter">Takes progress and log lines.</param>
/// <param name="ask">Asks whether a plan is to be run.</param>
/// <param name="mayRefuse">Whether the answer may be no.</param>
internal sealed class PlanSteps(
    ILambdaImageEngine engine, IWorkReporter reporter, Func<string, string, Task<Answer>> ask, bool mayRefuse)
{
    public async Task<LambdaProject?> DoAsync(ProjectRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaDockerfile?> DoAsync(DockerfileRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<BuiltLambdaImage?> DoAsync(BuildRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<PublishedLambdaImage?> DoAsync(PublishRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaFunctionDeployment?> DoAsync(UpdateFunctionRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<IReadOnlyList<FunctionOutcome>?> DoAsync(UpdateFunctionsRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaFunctionComparison?> DoAsync(CompareFunctionRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<IReadOnlyList<FunctionImagesOutcome>?> DoAsync(FunctionImagesRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaFunctionDeployment?> DoAsync(DeployRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<IReadOnlyList<FunctionOutcome>?> DoAsync(ServiceRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request with { SendAhead = !mayRefuse }, reporter, cancel), cancel)).Result;

    public async Task<ImportedConfiguration?> DoAsync(ImportRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<ImageScan?> DoAsync(ScanRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<PublishedLambdaImage?> DoAsync(RebaseRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<IReadOnlyList<ImageCopy>?> DoAsync(CopyRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaImageMeasurement?> DoAsync(MeasureImageRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaImageDifference?> DoAsync(CompareImagesRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<ExportedLambdaImage?> DoAsync(ExportImageRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<IReadOnlyList<LambdaImageInvocation>?> DoAsync(InvokeImageRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<PublishedLambdaImage?> DoAsync(ImportImageRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<RepositoryCleanup?> DoAsync(ClearRepositoryRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<CacheCleanup?> DoAsync(ClearCacheRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<RemovedLambdaFunction?> DoAsync(RemoveFunctionRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaFunctionDeployment?> DoAsync(RestoreFunctionRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaReleaseHistory?> DoAsync(ReleaseHistoryRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<DockerfileReport?> DoAsync(LintRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LambdaImageSbom?> DoAsync(SbomRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    public async Task<LintReportFile?> DoAsync(LintReportRequest request, CancellationToken cancel) =>
        (await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel)).Result;

    /// <summary>The Dockerfile that a later step needs. Under -WhatIf it is made but not written, so that the later
    /// step can tell what it would do.</summary>
    public async Task<LambdaDockerfile?> DockerfileAsync(DockerfileRequest request, CancellationToken cancel)
    {
        var (answer, file) = await CarryOutAsync(await engine.PlanAsync(request, reporter, cancel), cancel);
        return answer == Answer.WhatIf ? await DoAsync(request with { TextOnly = true }, cancel) : file;
    }

    private async Task<(Answer Answer, T? Result)> CarryOutAsync<T>(IPlan<T> plan, CancellationToken cancel)
        where T : class
    {
        var answer = plan.Changes ? await ask(plan.Target, plan.Action) : Answer.Yes;
        return (answer, answer == Answer.Yes ? await plan.CarryOutAsync(reporter, cancel) : null);
    }
}
