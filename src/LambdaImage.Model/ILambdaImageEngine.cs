namespace LambdaImage;

/// <summary>The engine behind every cmdlet and every verb of the tool: one request in, one plan out. Planning only reads, but for layers that a request lets it
/// send ahead.</summary>
public interface ILambdaImageEngine
{
    /// <summary>On a CI server whose log takes commands (Azure DevOps, GitHub Actions), makes a reporter that also tells the server: groups, progress, what is wrong and where, results
    /// and secrets. Elsewhere, or where LAMBDAIMAGE_CI is <c>off</c>, it is the given one.</summary>
    /// <param name="reporter">Is told everything as well.</param>
    /// <param name="writeLine">Writes a line where the server reads, and nowhere else.</param>
    /// <returns>The reporter to use.</returns>
    IWorkReporter ReportToCiServer(IWorkReporter reporter, Action<string> writeLine) => reporter;

    /// <summary>Plans to detect what a folder holds and which mode applies.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reporter">Takes progress and log lines of planning.</param>
    /// <param name="cancel">Stops planning.</param>
    /// <returns>A plan that changes nothing.</returns>
    /// <exception cref="LambdaImageException">The request cannot be met.</exception>
    Task<IPlan<LambdaProject>> PlanAsync(ProjectRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to write the Dockerfile of a project.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to build an image.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<BuiltLambdaImage>> PlanAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to push an image to a registry.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to point a function at an image.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaFunctionDeployment>> PlanAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to point several functions at images, side by side.</summary>
    /// <returns>A plan for all of them; each function has an outcome of its own.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(UpdateFunctionsRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to tell what an update of a function would change.</summary>
    /// <returns>A plan that changes nothing.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaFunctionComparison>> PlanAsync(CompareFunctionRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to tell which images functions run, and whether those are still what their tags point at.</summary>
    /// <returns>A plan that changes nothing; each function has an outcome of its own.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<IReadOnlyList<FunctionImagesOutcome>>> PlanAsync(FunctionImagesRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans the whole way from a folder to a running function.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to wait for what a scan finds in an image.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<ImageScan>> PlanAsync(ScanRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to copy an image to other Regions and accounts. A place that fails does not stop the
    /// others.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<IReadOnlyList<ImageCopy>>> PlanAsync(CopyRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to tell what an image is made of.</summary>
    /// <returns>A plan that changes nothing.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaImageMeasurement>> PlanAsync(MeasureImageRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to tell how two images differ, or an image and a folder.</summary>
    /// <returns>A plan that changes nothing.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaImageDifference>> PlanAsync(CompareImagesRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to write an image to disk.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<ExportedLambdaImage>> PlanAsync(ExportImageRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to run an image on this machine as Lambda would, with one event after the other.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<IReadOnlyList<LambdaImageInvocation>>> PlanAsync(InvokeImageRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to push an image from disk, as it is.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<PublishedLambdaImage>> PlanAsync(ImportImageRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to move an image to a newer base without building it.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<PublishedLambdaImage>> PlanAsync(RebaseRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to delete the images of a repository that no function uses.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<RepositoryCleanup>> PlanAsync(ClearRepositoryRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to remove what this machine's cache holds.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<CacheCleanup>> PlanAsync(ClearCacheRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to remove a function with what only it uses.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<RemovedLambdaFunction>> PlanAsync(RemoveFunctionRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to bring a function back to an earlier version.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaFunctionDeployment>> PlanAsync(RestoreFunctionRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to tell the releases of a function.</summary>
    /// <returns>A plan that changes nothing.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaReleaseHistory>> PlanAsync(ReleaseHistoryRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to deploy the functions of a folder, each image once.</summary>
    /// <returns>A plan for all of them; each function has an outcome of its own.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(ServiceRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to make a configuration of another tool's file.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<ImportedConfiguration>> PlanAsync(ImportRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to check a Dockerfile.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<DockerfileReport>> PlanAsync(LintRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to tell what is in the image of a project.</summary>
    /// <returns>A plan that changes nothing, unless the request names a file.</returns>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LambdaImageSbom>> PlanAsync(SbomRequest request, IWorkReporter reporter, CancellationToken cancel);

    /// <summary>Plans to write findings down for another program.</summary>
    /// <inheritdoc cref="PlanAsync(ProjectRequest, IWorkReporter, CancellationToken)"/>
    Task<IPlan<LintReportFile>> PlanAsync(LintReportRequest request, IWorkReporter reporter, CancellationToken cancel);
}
