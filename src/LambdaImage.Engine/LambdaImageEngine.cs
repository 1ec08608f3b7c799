using System.Collections.Concurrent;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Runtime;
using LambdaImage.Engine.CiServers;
using LambdaImage.Engine.Completions;
using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Deployments.Traffic;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Services;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine;

/// <summary>The engine: the only place that puts its parts together.</summary>
public sealed class LambdaImageEngine : ILambdaImageEngine, ICompletionEngine, IDisposable
{
    private readonly EngineParts _parts;
    private readonly IReadOnlyList<IDisposable> _owned;
    private readonly ConcurrentDictionary<(AwsSession Session, bool AllowInsecure), Connections> _connections = new();

    /// <summary>Makes an engine that works on the real machine.</summary>
    public LambdaImageEngine()
    {
        var environment = new ProcessEnvironment();
        var registryHttp = HttpPipeline.CreateHandler(HttpTimeouts.Default);
        var awsHttp = AwsHttp.CreateHandler();
        _owned = [registryHttp, awsHttp];
        _parts = new EngineParts(
            environment, registryHttp, new AwsConnector(environment, awsHttp, TimeProvider.System), new ProcessRunner(environment), TimeProvider.System);
    }

    internal LambdaImageEngine(EngineParts parts)
    {
        _parts = parts;
        _owned = [];
    }

    internal TimeProvider Time => _parts.Time;

    /// <inheritdoc/>
    public IWorkReporter ReportToCiServer(IWorkReporter reporter, Action<string> writeLine) =>
        CiServer.OpenLog(_parts.Environment, writeLine) is { } log ? new CiReporter(reporter, log) : reporter;

    /// <inheritdoc/>
    public async Task<IPlan<LambdaProject>> PlanAsync(ProjectRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = await LookAsync(() => Project(request, reporter), cancel);
        return Plan<LambdaProject>.Of(project.Path, "Look at the project", project);
    }

    private LambdaProject Project(ProjectRequest request, IWorkReporter reporter)
    {
        var files = new ServiceFiles(_parts.Environment);
        if (files.FindImages(request) is not { Count: > 0 } images) return ProjectOf(request, reporter);
        LambdaProject[] projects = [.. images.Select(image => ProjectOf(image.Project!, reporter) with { ImageName = image.Name, ServicePath = files.PathOf(request) })];
        return projects.Length == 1 ? projects[0] : projects[0] with { Images = projects };
    }

    /// <summary>The project of one image.</summary>
    internal LambdaProject ProjectOf(ProjectRequest request, IWorkReporter reporter)
    {
        var project = new ProjectResolver(_parts.Environment, _parts.Time).Resolve(request);
        reporter.Log(LogLevel.Verbose, $"{project.Mode} mode: {project.ModeReason}.");
        foreach (var evidence in project.Evidence) reporter.Log(LogLevel.Verbose, evidence.ToString());
        _parts.Warnings.Say(project.Warnings, reporter);
        return project;
    }

    /// <inheritdoc/>
    public Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new DockerfilePlanner(_parts, () => Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<BuiltLambdaImage>> PlanAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new BuildPlanner(
            _parts, Connect(request.Session, request.AllowInsecureRegistry, reporter),
            publish => Connect(publish.Session, publish.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        await PlanPublishAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<LambdaFunctionDeployment>> PlanAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        await Traffic(request, reporter).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<LambdaFunctionDeployment>> PlanAsync(RestoreFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        await new FunctionRestorer(_parts.Aws, _parts.Time).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<LambdaReleaseHistory>> PlanAsync(ReleaseHistoryRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var openImage = Connect(request.Session, allowInsecure: false, reporter).OpenImage;
        var history = await new ReleaseHistory(_parts.Aws, openImage).ReadAsync(request, reporter, cancel);
        return Plan<LambdaReleaseHistory>.Of($"function '{history.FunctionName}'", "Tell its releases", history);
    }

    /// <inheritdoc/>
    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(UpdateFunctionsRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new FunctionFleet(each => Traffic(each, reporter).PlanAsync).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<LambdaFunctionComparison>> PlanAsync(CompareFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan<LambdaFunctionComparison>.Of(
            $"function '{request.Update.FunctionName}'",
            "Compare it",
            await new FunctionComparer(Functions(request.Update, reporter), reporter).CompareAsync(request.Update, cancel));

    /// <inheritdoc/>
    public async Task<IPlan<IReadOnlyList<FunctionImagesOutcome>>> PlanAsync(FunctionImagesRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var connections = Connect(request.Session, allowInsecure: false, reporter);
        var reader = new FunctionImageReader(connections.Aws.ReportingTo(reporter), connections.OpenImage, _parts.Time, reporter);
        return Plan<IReadOnlyList<FunctionImagesOutcome>>.Of("functions", "Look at their images", await reader.ReadAsync(request, cancel));
    }

    /// <inheritdoc/>
    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new DeployPlanner(this).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(ServiceRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new ServicePlanner(this, new ServiceFiles(_parts.Environment)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<ImportedConfiguration>> PlanAsync(ImportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        LookAsync(() => new ImportPlanner(_parts).Plan(request), cancel);

    /// <inheritdoc/>
    public Task<IPlan<ImageScan>> PlanAsync(ScanRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new ScanPlanner(_parts, _parts.Aws.Connect(request.Session, reporter)).PlanAsync(request, cancel);

    /// <inheritdoc/>
    public Task<IPlan<IReadOnlyList<ImageCopy>>> PlanAsync(CopyRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new CopyPlanner(_parts, session => Connect(session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<LambdaImageMeasurement>> PlanAsync(MeasureImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        await new MeasurePlanner(_parts, Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<LambdaImageDifference>> PlanAsync(CompareImagesRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        await new ComparePlanner(_parts, Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<ExportedLambdaImage>> PlanAsync(ExportImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new ExportImagePlanner(_parts, Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<IReadOnlyList<LambdaImageInvocation>>> PlanAsync(InvokeImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new InvokeImagePlanner(_parts, Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<PublishedLambdaImage>> PlanAsync(ImportImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new ImportImagePlanner(_parts, Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<PublishedLambdaImage>> PlanAsync(RebaseRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new RebasePlanner(_parts, Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public async Task<IPlan<RepositoryCleanup>> PlanAsync(ClearRepositoryRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        await new ClearRepositoryPlanner(_parts, session => _parts.Aws.Connect(session, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<CacheCleanup>> PlanAsync(ClearCacheRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        LookAsync<IPlan<CacheCleanup>>(() => new ClearCachePlanner(_parts).Plan(request), cancel);

    /// <inheritdoc/>
    public async Task<IPlan<RemovedLambdaFunction>> PlanAsync(RemoveFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        await new RemoveFunctionPlanner(_parts, session => _parts.Aws.Connect(session, reporter)).PlanAsync(request, reporter, cancel);

    /// <inheritdoc/>
    public Task<IPlan<DockerfileReport>> PlanAsync(LintRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        LookAsync<IPlan<DockerfileReport>>(() => new LintPlanner(_parts).Plan(request), cancel);

    /// <inheritdoc/>
    public Task<IPlan<LambdaImageSbom>> PlanAsync(SbomRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        LookAsync<IPlan<LambdaImageSbom>>(() => new SbomPlanner(_parts).Plan(request, reporter), cancel);

    /// <inheritdoc/>
    public Task<IPlan<LintReportFile>> PlanAsync(LintReportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Task.FromResult<IPlan<LintReportFile>>(LintReportPlanner.Plan(request));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Completion>> CompleteAsync(CompletionRequest request, CancellationToken cancel) =>
        new CompletionCatalog(_parts).FindAsync(request, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connections in _connections.Values) connections.Dispose();
        foreach (var owned in _owned) owned.Dispose();
    }

    internal Task<Plan<PublishedLambdaImage>> PlanPublishAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        new PublishPlanner(_parts, Connect(request.Session, request.AllowInsecureRegistry, reporter)).PlanAsync(request, reporter, cancel);

    internal Task CheckFunctionAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Traffic(request, reporter).CheckAsync(request, reporter, cancel);

    /// <summary>Looks at files. A drive that does not answer cannot be stopped, only left: nothing is changed there.</summary>
    private static Task<T> LookAsync<T>(Func<T> look, CancellationToken cancel) => Task.Run(look, cancel).WaitAsync(cancel);

    private TrafficPlanner Traffic(UpdateFunctionRequest request, IWorkReporter reporter)
    {
        var connections = Connect(request.Session, allowInsecure: false, reporter);
        var commands = new ReleaseCommand(
            _parts.Processes, _parts.Environment, connections.EcrCredentials.FindAsync,
            RegistryOptions.From(_parts.Environment, allowInsecure: false, request.Session.RegistryEndpoint).EcrEndpoint);
        var facts = new ReleaseFactsReader(new SourceRevisions(_parts.Environment, _parts.Processes));
        return new TrafficPlanner(_parts.Aws, Functions(request, reporter), commands, facts, _parts.Time);
    }

    private FunctionUpdater Functions(UpdateFunctionRequest request, IWorkReporter reporter) =>
        new(_parts.Aws, Connect(request.Session, allowInsecure: false, reporter).FindArchitectureAsync, _parts.Time);

    /// <summary>One connection for each session, so that the steps of a deployment share logins and sockets.</summary>
    private Connections Connect(AwsSession session, bool allowInsecure, IWorkReporter reporter) => _connections.GetOrAdd(
        (session, allowInsecure), key => new Connections(_parts, key.Session, key.AllowInsecure, reporter));
}
