namespace LambdaImage.Tests.Pipeline;

/// <summary>An engine that knows Dockerfiles only, and counts how many it made.</summary>
internal sealed class DockerfileEngine : ILambdaImageEngine
{
    public int Runs { get; private set; }

    public Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Task.FromResult<IPlan<LambdaDockerfile>>(new Plan(this, request));

    public Task<IPlan<LambdaProject>> PlanAsync(ProjectRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<BuiltLambdaImage>> PlanAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(UpdateFunctionsRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaFunctionComparison>> PlanAsync(CompareFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<IReadOnlyList<FunctionImagesOutcome>>> PlanAsync(FunctionImagesRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(RestoreFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaReleaseHistory>> PlanAsync(ReleaseHistoryRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(ServiceRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<ImportedConfiguration>> PlanAsync(ImportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<DockerfileReport>> PlanAsync(LintRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LintReportFile>> PlanAsync(LintReportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<ImageScan>> PlanAsync(ScanRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<IReadOnlyList<ImageCopy>>> PlanAsync(CopyRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaImageSbom>> PlanAsync(SbomRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaImageMeasurement>> PlanAsync(MeasureImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<LambdaImageDifference>> PlanAsync(CompareImagesRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<ExportedLambdaImage>> PlanAsync(ExportImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<IReadOnlyList<LambdaImageInvocation>>> PlanAsync(InvokeImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(ImportImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(RebaseRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<RepositoryCleanup>> PlanAsync(ClearRepositoryRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<CacheCleanup>> PlanAsync(ClearCacheRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IPlan<RemovedLambdaFunction>> PlanAsync(RemoveFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        throw new NotSupportedException();

    private sealed class Plan(DockerfileEngine engine, DockerfileRequest request) : IPlan<LambdaDockerfile>
    {
        public string Target => request.Project.Path + "/Dockerfile";

        public string Action => "Write it";

        public bool Changes => !request.TextOnly;

        public Task<LambdaDockerfile> RunAsync(IWorkReporter reporter, CancellationToken cancel)
        {
            engine.Runs++;
            return Task.FromResult(new LambdaDockerfile
            {
                ContextPath = request.Project.Path,
                Project = request.Project,
                State = request.TextOnly ? DockerfileState.NotWritten : DockerfileState.Created,
            });
        }
    }
}
