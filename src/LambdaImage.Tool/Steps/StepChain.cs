using System.CommandLine;
using LambdaImage.Tool.Options;

namespace LambdaImage.Tool.Steps;

/// <summary>Brings whatever came in, a folder or the record of an earlier step, to the step that a verb needs.</summary>
/// <param name="engine">Does the work.</param>
/// <param name="reporter">Takes progress and log lines.</param>
/// <param name="announce">Says what would be done; null when it is really done.</param>
internal sealed class StepChain(ILambdaImageEngine engine, IWorkReporter reporter, Action<string, string>? announce)
{
    private bool IsRehearsal => announce is not null;

    public async Task<LambdaProject> ProjectAsync(object input, SourceOptions source, ParseResult parsed, CancellationToken cancel) => input switch
    {
        LambdaProject project => project,
        LambdaDockerfile dockerfile => dockerfile.Project,
        string folder => await DoAsync(await engine.PlanAsync(source.Read(parsed, folder), reporter, cancel), cancel)
            ?? throw NotNow("The project"),
        _ => throw TooFar(input, "a project"),
    };

    /// <param name="input">Folder or record.</param>
    /// <param name="source">Options of the source.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">Makes the request out of the project.</param>
    /// <param name="isLast">Whether the Dockerfile is what the verb was asked for.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The Dockerfile; null when it was only announced.</returns>
    public async Task<LambdaDockerfile?> DockerfileAsync(
        object input, SourceOptions source, ParseResult parsed, Func<LambdaProject, DockerfileRequest> request, bool isLast, CancellationToken cancel)
    {
        if (input is LambdaDockerfile given) return given;
        var asked = request(await ProjectAsync(input, source, parsed, cancel));
        var result = await DoAsync(await engine.PlanAsync(asked, reporter, cancel), cancel);
        // A rehearsal goes on with the text that would have been written.
        return result is null && !isLast ? await DoAsync(await engine.PlanAsync(asked with { TextOnly = true }, reporter, cancel), cancel) : result;
    }

    /// <param name="request">The request.</param>
    /// <param name="publish">How the image will be published; null: it is what the verb was asked for.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The image; null when it was only announced.</returns>
    public async Task<BuiltLambdaImage?> ImageAsync(BuildRequest request, Func<BuiltLambdaImage, PublishRequest>? publish, CancellationToken cancel)
    {
        if (!IsRehearsal) request = request with { PublishAs = publish };
        var plan = await engine.PlanAsync(request, reporter, cancel);
        var result = await DoAsync(plan, cancel);
        // Only the cache is filled, so a rehearsal can still tell the digest and what would be sent.
        return result is null && publish is not null && plan.CacheOnly ? await plan.RunAsync(reporter, cancel) : result;
    }

    public async Task<PublishedLambdaImage?> PublishAsync(PublishRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<LambdaFunctionDeployment?> UpdateAsync(UpdateFunctionRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<IReadOnlyList<FunctionOutcome>?> UpdateAsync(UpdateFunctionsRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<LambdaFunctionComparison> CompareAsync(CompareFunctionRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel) ?? throw NotNow("The comparison");

    public async Task<IReadOnlyList<FunctionImagesOutcome>> ImagesAsync(FunctionImagesRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel) ?? throw NotNow("The list");

    public async Task<IReadOnlyList<FunctionOutcome>?> DeployAsync(ServiceRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request with { SendAhead = !IsRehearsal }, reporter, cancel), cancel);

    public async Task<ImportedConfiguration?> ImportAsync(ImportRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<ImageScan?> ScanAsync(ScanRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<IReadOnlyList<ImageCopy>?> CopyAsync(CopyRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<LambdaImageMeasurement> MeasureAsync(MeasureImageRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel) ?? throw NotNow("The measurement");

    public async Task<LambdaImageDifference> CompareAsync(CompareImagesRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel) ?? throw NotNow("The comparison");

    public async Task<ExportedLambdaImage?> ExportAsync(ExportImageRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<IReadOnlyList<LambdaImageInvocation>?> InvokeAsync(InvokeImageRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<PublishedLambdaImage?> ImportAsync(ImportImageRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<PublishedLambdaImage?> RebaseAsync(RebaseRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<RepositoryCleanup?> ClearAsync(ClearRepositoryRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<CacheCleanup?> ClearAsync(ClearCacheRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<RemovedLambdaFunction?> RemoveAsync(RemoveFunctionRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<LambdaFunctionDeployment?> RestoreAsync(RestoreFunctionRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<LambdaReleaseHistory?> ReleasesAsync(ReleaseHistoryRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    public async Task<DockerfileReport> LintAsync(LintRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel) ?? throw NotNow("The check");

    /// <returns>The SBOM; null when writing it was only announced.</returns>
    public async Task<LambdaImageSbom?> SbomAsync(SbomRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    /// <returns>The report; null when writing it was only announced.</returns>
    public async Task<LintReportFile?> ReportAsync(LintReportRequest request, CancellationToken cancel) =>
        await DoAsync(await engine.PlanAsync(request, reporter, cancel), cancel);

    private async Task<T?> DoAsync<T>(IPlan<T> plan, CancellationToken cancel)
        where T : class
    {
        if (!IsRehearsal || !plan.Changes) return await plan.CarryOutAsync(reporter, cancel);
        announce!(plan.Action, plan.Target);
        return null;
    }

    private static LambdaImageException TooFar(object input, string wanted) => new(
        ErrorKind.RequestInvalid,
        $"The step before gave a {input.GetType().Name}, which is further along than {wanted}.",
        "Name a folder instead, or pipe an earlier step in.");

    private static InvalidOperationException NotNow(string what) => new(what + " was announced instead of read.");
}
