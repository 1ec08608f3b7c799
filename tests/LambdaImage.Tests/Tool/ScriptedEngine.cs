namespace LambdaImage.Tests.Tool;

/// <summary>An engine that answers every request with a made-up record and remembers what it was asked.</summary>
internal sealed class ScriptedEngine : ILambdaImageEngine
{
    public const string Digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    public List<object> Requests { get; } = [];

    /// <summary>Names of the records that were really made, in order.</summary>
    public List<string> Ran { get; } = [];

    public LambdaImageException? Failure { get; init; }

    public Exception? Defect { get; init; }

    public Task<IPlan<LambdaProject>> PlanAsync(ProjectRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, false, new LambdaProject { Path = request.Path, Name = "shop", Mode = BuildMode.Managed, ModeReason = "default" });

    public Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, !request.TextOnly, Dockerfile(request.Project));

    public Task<IPlan<BuiltLambdaImage>> PlanAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, Image(request.Dockerfile), cacheOnly: request.Output is null);

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, Published(request.Image));

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, Deployment(request.FunctionName, request.ImageUri));

    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(UpdateFunctionsRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer<IReadOnlyList<FunctionOutcome>>(request, true,
            [.. request.Functions.Select(each => new FunctionOutcome { FunctionName = each.FunctionName, Deployment = Deployment(each.FunctionName, each.ImageUri) })]);

    public Task<IPlan<LambdaFunctionComparison>> PlanAsync(CompareFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, false, new LambdaFunctionComparison
        {
            FunctionName = request.Update.FunctionName,
            NoChange = false,
            Change = DeploymentChange.Updated,
            Summary = "Set memory 128 MB → 512 MB",
            Differences = [new FunctionDifference("memory", "128 MB", "512 MB")],
            NewImageUri = request.Update.ImageUri,
            Region = "eu-west-1",
        });

    public Task<IPlan<IReadOnlyList<FunctionImagesOutcome>>> PlanAsync(FunctionImagesRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer<IReadOnlyList<FunctionImagesOutcome>>(request, false, [.. request.FunctionNames.DefaultIfEmpty("shop").Select(name => new FunctionImagesOutcome
        {
            FunctionName = name,
            Images = Failing.ContainsKey(name) ? [] : [Running(name)],
            Failure = Failing.GetValueOrDefault(name),
        })]);

    private static LambdaFunctionImage Running(string name) => new()
    {
        FunctionName = name,
        FunctionArn = "arn:aws:lambda:eu-west-1:123456789012:function:" + name,
        Qualifier = "$LATEST",
        Version = "$LATEST",
        ImageUri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@" + Digest,
        Digest = Digest,
        Repository = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop",
        SourceTags = ["latest"],
        Drift = ImageDrift.TagMoved,
        Region = "eu-west-1",
    };

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = new LambdaProject { Path = request.Project.Path, Name = "shop", Mode = BuildMode.Managed, ModeReason = "default" };
        var update = request.Update(Published(request.Publish(Image(request.Build(Dockerfile(project)).Dockerfile)).Image));
        return Answer(request, true, Deployment(update.FunctionName, update.ImageUri));
    }

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(RestoreFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, Deployment(request.FunctionName, "shop@" + Digest) with { Alias = request.Alias, Version = request.Version });

    public Task<IPlan<LambdaReleaseHistory>> PlanAsync(ReleaseHistoryRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, false, new LambdaReleaseHistory
        {
            FunctionName = request.FunctionName,
            Releases = [new() { FunctionName = request.FunctionName, Version = "12", Digest = Digest, Aliases = ["live"], IsLive = true, Revision = "1a2b3c4", User = "ann", Region = "eu-west-1" }],
        });

    /// <summary>Which functions fail; by name.</summary>
    public IReadOnlyDictionary<string, LambdaImageException> Failing { get; init; } = new Dictionary<string, LambdaImageException>();

    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(ServiceRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = new LambdaProject { Path = request.Project.Path, Name = "shop", Mode = BuildMode.Managed, ModeReason = "default" };
        var published = Published(request.Publish(Image(request.Build(Dockerfile(project)).Dockerfile)).Image);
        return Answer<IReadOnlyList<FunctionOutcome>>(request, true, [.. request.FunctionNames.DefaultIfEmpty("shop-dev-api").Select(name => new FunctionOutcome
        {
            FunctionName = name,
            Deployment = Failing.ContainsKey(name) ? null : Deployment(name, published.ImageUri),
            Failure = Failing.GetValueOrDefault(name),
        })]);
    }

    public Task<IPlan<ImportedConfiguration>> PlanAsync(ImportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, !request.TextOnly, new ImportedConfiguration
        {
            Path = Path.Combine(request.Path, "lambda-image.yml"),
            Text = "service: shop\n",
            Source = Path.Combine(request.Path, "serverless.yml"),
            Tool = "Serverless Framework",
            Functions = ["api"],
            Unsupported = [new("functions.api.events", "serverless.yml", 7, "what calls a function is not deployed here", "Keep the Serverless Framework for it.")],
        });

    /// <summary>How much the one finding of a check matters; null: nothing is found.</summary>
    public LintSeverity? Finding { get; init; }

    public Task<IPlan<DockerfileReport>> PlanAsync(LintRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, false, new DockerfileReport
        {
            Path = "/shop/Dockerfile",
            Findings = Finding is not { } severity ? [] : [new() { RuleId = "ShellForm", Severity = severity, Message = "Message.", Remedy = "Remedy.", File = "/shop/Dockerfile", Line = 2, Column = 5, Url = "docs/lint.md#shellform" }],
        });

    public Task<IPlan<LintReportFile>> PlanAsync(LintReportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, request.Path is not null, new LintReportFile { Path = request.Path, Format = request.Format ?? LintReportFormat.Text, Text = $"{request.Reports.Count} report\n" });

    public Task<IPlan<ImageScan>> PlanAsync(ScanRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, false, new ImageScan
        {
            ImageUri = request.ImageUri,
            Status = "COMPLETE",
            Counts = new Dictionary<string, int> { [nameof(ScanSeverity.High)] = 2 },
            Findings = [new ImageScanFinding("CVE-2026-1", ScanSeverity.High, "openssl 3.0", null, null)],
        });

    public Task<IPlan<IReadOnlyList<ImageCopy>>> PlanAsync(CopyRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer<IReadOnlyList<ImageCopy>>(request, true, [.. request.Destinations.Select(place => new ImageCopy
        {
            Destination = place.Region!,
            Digest = Digest,
            FailedWith = place.Region == "eu-north-1" ? ErrorKind.AccessDenied : null,
            Error = place.Region == "eu-north-1" ? "Not allowed." : null,
            Remedy = place.Region == "eu-north-1" ? "Ask." : null,
        })]);

    public Task<IPlan<LambdaImageSbom>> PlanAsync(SbomRequest request, IWorkReporter reporter, CancellationToken cancel) => Answer(
        request, request.Output is not null,
        new LambdaImageSbom { Path = request.Output, Text = "{ \"bomFormat\": \"CycloneDX\" }\n", Components = 3, Digest = request.Image?.Digest, Dockerfile = request.Dockerfile });

    public Task<IPlan<LambdaImageMeasurement>> PlanAsync(MeasureImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, false, new LambdaImageMeasurement
        {
            Image = request.Image.ToString(),
            Digest = Digest,
            Size = 42_000_000,
            CompressedSize = 17_000_000,
            FilesSize = 30_000_000,
            WastedBytes = 10_000_000,
            Layers = [new MeasuredLayer(1, Digest, null, "tar", 17_000_000, 42_000_000, 7, 0, true, "COPY . /", null) { Added = new(4, 9, []), Removed = new(2, 8, []) }],
            BiggestFiles = [new MeasuredFile("/model.bin", 29_000_000, 1)],
            BiggestFolders = [new MeasuredFolder("/opt", 28_000_000, 3)],
            Wasted = [new WastedFile("/old.bin", 10_000_000, 1, 2, WasteCause.SameContent)],
            ColdStart = [new ColdStartFile("/bootstrap", 5_000_000, 1, "entry point")],
            Advice = ["Make it smaller."],
        });

    public Task<IPlan<LambdaImageDifference>> PlanAsync(CompareImagesRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, false, new LambdaImageDifference
        {
            Reference = request.Reference.ToString(),
            Difference = request.Folder ?? request.Difference!.ToString(),
            ReferenceDigest = Digest,
            DifferenceDigest = request.Folder is null ? Digest : null,
            Files = request.Reference == request.Difference ? [] : [new ImageFileDifference("/app.js", ImageChange.Changed, ["content", "mode"], 10, 7)],
            Settings = request.Reference == request.Difference ? [] : [new ImageSettingDifference("Cmd", "[\"a.b\"]", null)],
            Layers = [new ImageLayerDifference(Digest, null, 42, ImageChange.Equal)],
        });

    public Task<IPlan<ExportedLambdaImage>> PlanAsync(ExportImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, new ExportedLambdaImage
        {
            Path = request.Path,
            Format = request.Format ?? ImageFileFormat.DockerArchive,
            Reference = request.Tag ?? "shop:latest",
            Source = request.Image.ToString(),
            Digest = Digest,
            SourceDigest = Digest,
            Size = 42,
        });

    public Task<IPlan<IReadOnlyList<LambdaImageInvocation>>> PlanAsync(InvokeImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer<IReadOnlyList<LambdaImageInvocation>>(request, true, [.. request.Events.Select(each => new LambdaImageInvocation
        {
            RequestId = "00000000-0000-0000-0000-000000000001",
            FunctionName = request.FunctionName ?? "shop",
            Image = request.Image.ToString(),
            Digest = Digest,
            PayloadPath = each.Path,
            Payload = each.Payload,
            FunctionError = each.Payload.Contains("fail", StringComparison.Ordinal) ? "Unhandled" : null,
            ErrorType = each.Payload.Contains("fail", StringComparison.Ordinal) ? "TypeError" : null,
            MemorySize = request.MemorySize,
        })]);

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(ImportImageRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = new LambdaProject { Path = request.Path, Name = "shop", Mode = BuildMode.Prebuilt, ModeReason = "archive" };
        return Answer(request, true, Published(request.Publish(Image(Dockerfile(project))).Image));
    }

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(RebaseRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, new PublishedLambdaImage
        {
            ImageUri = $"registry.test/shop@{Digest}",
            Repository = "registry.test/shop",
            Digest = Digest,
            Rebase = new ImageRebase(request.ImageUri, "base@old", "base@new", []),
        });

    public Task<IPlan<RepositoryCleanup>> PlanAsync(ClearRepositoryRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, new RepositoryCleanup
        {
            Repository = request.Repository,
            Region = "eu-west-1",
            AccountId = "123456789012",
            Images = [new RepositoryImage { Digest = Digest, Deleted = true, Reason = "no function uses it" }],
        });

    public Task<IPlan<CacheCleanup>> PlanAsync(ClearCacheRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, new CacheCleanup { Path = "/cache", Entries = 3, BytesFreed = 42_000_000, Kept = 1, KeptSize = 7 });

    public Task<IPlan<RemovedLambdaFunction>> PlanAsync(RemoveFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Answer(request, true, new RemovedLambdaFunction
        {
            FunctionName = request.FunctionName,
            FunctionArn = "arn:aws:lambda:eu-west-1:123456789012:function:" + request.FunctionName,
            Region = "eu-west-1",
            Steps = ["Deleted function " + request.FunctionName],
        });

    private Task<IPlan<T>> Answer<T>(object request, bool changes, T result, bool cacheOnly = false)
    {
        Requests.Add(request);
        if (Failure is not null) throw Failure;
        if (Defect is not null) throw Defect;
        return Task.FromResult<IPlan<T>>(new Plan<T>(this, result, changes, cacheOnly));
    }

    private static LambdaDockerfile Dockerfile(LambdaProject project) =>
        new() { Project = project, ContextPath = project.Path, Path = Path.Combine(project.Path, "Dockerfile"), Text = "FROM scratch\n", State = DockerfileState.Created };

    private static BuiltLambdaImage Image(LambdaDockerfile dockerfile) => new()
    {
        Reference = "shop:latest",
        Digest = Digest,
        ImageId = Digest,
        Size = 1234567,
        Architecture = LambdaArchitecture.Arm64,
        Builder = "daemonless",
        Location = new ImageLocation(ImageLocationKind.OciLayout, "/cache/shop"),
        Layers = [new ImageLayer(Digest, Digest, 1234567, "base")],
        Duration = TimeSpan.FromSeconds(1.5),
        Dockerfile = dockerfile,
    };

    private static PublishedLambdaImage Published(BuiltLambdaImage image) => new()
    {
        ImageUri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@" + Digest,
        Repository = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop",
        Digest = Digest,
        Region = "eu-west-1",
        Architecture = image.Architecture,
        Image = image,
    };

    private static LambdaFunctionDeployment Deployment(string function, string uri) => new()
    {
        FunctionName = function,
        FunctionArn = "arn:aws:lambda:eu-west-1:123456789012:function:" + function,
        Change = DeploymentChange.Updated,
        ImageUri = uri,
        State = "Active",
        Region = "eu-west-1",
    };

    private sealed class Plan<T>(ScriptedEngine engine, T result, bool changes, bool cacheOnly) : IPlan<T>
    {
        public string Target => "target of " + typeof(T).Name;

        public string Action => "make " + typeof(T).Name;

        public bool Changes => changes;

        public bool CacheOnly => cacheOnly;

        public Task<T> RunAsync(IWorkReporter reporter, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            engine.Ran.Add(typeof(T).Name);
            return Task.FromResult(result);
        }
    }
}
