namespace LambdaImage.Engine;

/// <summary>Stands in for the engine: notes each request and answers with a plausible record.</summary>
public sealed class LambdaImageEngine : ILambdaImageEngine, IDisposable
{
    private const string Digest = "sha256:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809";
    private const string Registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    public void Dispose() => Script.Events.Enqueue("disposed");

    public Task<IPlan<LambdaProject>> PlanAsync(ProjectRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Path, "Detect the project", false, null, () => Project(request));

    public Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, Path.Combine(request.Project.Path, "Dockerfile"), "Write the Dockerfile",
            !request.TextOnly && request.Project.Mode == BuildMode.Managed, null, () => File(request));

    public Task<IPlan<BuiltLambdaImage>> PlanAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Tag ?? request.Dockerfile.Project.Name, "Build the image", true, request.Session, () => Built(request));

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Repository ?? "repository", "Send 3 blobs (42.1 MB), 5 are there already", true, request.Session, () => Published(request));

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.FunctionName, "Point the function at the image", true, request.Session, () => Deployed(request));

    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(UpdateFunctionsRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan<IReadOnlyList<FunctionOutcome>>(request, $"{request.Functions.Count} functions", "Point the functions at the image", true, request.Functions[0].Session,
            () => [.. request.Functions.Select(each => new FunctionOutcome { FunctionName = each.FunctionName, Deployment = Deployed(each) })]);

    public Task<IPlan<LambdaFunctionComparison>> PlanAsync(CompareFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Update.FunctionName, "Compare it", false, request.Update.Session, () => new LambdaFunctionComparison
        {
            FunctionName = request.Update.FunctionName,
            NoChange = false,
            Change = DeploymentChange.Updated,
            Summary = "Point the function at the image",
            Differences = [new FunctionDifference("memory", "128 MB", "512 MB")],
            NewImageUri = request.Update.ImageUri,
            Region = "eu-west-1",
        });

    public Task<IPlan<IReadOnlyList<FunctionImagesOutcome>>> PlanAsync(FunctionImagesRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan<IReadOnlyList<FunctionImagesOutcome>>(request, "functions", "Look at their images", false, request.Session,
            () => [.. request.FunctionNames.DefaultIfEmpty("shop").Select(name => Script.Failure?.Invoke(name) is LambdaImageException failure
                ? new FunctionImagesOutcome { FunctionName = name, Failure = failure }
                : new FunctionImagesOutcome { FunctionName = name, Images = [Running(name)] })]);

    public Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(ServiceRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan<IReadOnlyList<FunctionOutcome>>(request, request.Project.Path, "Deploy", true, null, () =>
        {
            var build = request.Build(File(new DockerfileRequest { Project = Project(request.Project) }));
            var publish = request.Publish(Built(build));
            var image = Published(publish);
            Script.Requests.Enqueue(build);
            Script.Requests.Enqueue(publish);
            return
            [
                .. request.FunctionNames.DefaultIfEmpty("shop-dev-api").Select(name =>
                {
                    var update = request.Update with { FunctionName = name, ImageUri = image.ImageUri, Image = image, Architecture = image.Architecture };
                    Script.Requests.Enqueue(update);
                    return new FunctionOutcome { FunctionName = name, Deployment = Deployed(update) };
                }),
            ];
        });

    public Task<IPlan<ImportedConfiguration>> PlanAsync(ImportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, Path.Combine(request.Path, "lambda-image.yml"), "Write it from serverless.yml", !request.TextOnly, null, () => new ImportedConfiguration
        {
            Path = Path.Combine(request.Path, "lambda-image.yml"),
            Text = "service: shop\n",
            Source = Path.Combine(request.Path, "serverless.yml"),
            Tool = "Serverless Framework",
            Written = !request.TextOnly,
        });

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Project.Path, "Deploy", true, null, () =>
        {
            var build = request.Build(File(new DockerfileRequest { Project = Project(request.Project) }));
            var publish = request.Publish(Built(build));
            var update = request.Update(Published(publish));
            Script.Requests.Enqueue(build);
            Script.Requests.Enqueue(publish);
            Script.Requests.Enqueue(update);
            return Deployed(update);
        });

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(RestoreFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, $"function '{request.FunctionName}'", "Move the alias back", true, request.Session, () => Deployed(new UpdateFunctionRequest
        {
            FunctionName = request.FunctionName,
            ImageUri = request.ImageUri ?? $"{Registry}/shop@{Digest}",
        }) with { Version = request.Version, Alias = request.Alias });

    public Task<IPlan<LambdaReleaseHistory>> PlanAsync(ReleaseHistoryRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, $"function '{request.FunctionName}'", "Tell its releases", false, request.Session, () => new LambdaReleaseHistory
        {
            FunctionName = request.FunctionName,
            Releases = [.. ((int[])[12, 11]).Take(request.Limit).Select(number => new LambdaFunctionRelease
            {
                FunctionName = request.FunctionName,
                Version = $"{number}",
                ImageUri = $"{Registry}/shop@{Digest}",
                Digest = Digest,
                Aliases = number == 12 ? ["live"] : [],
                IsLive = number == 12,
                IsPrevious = number == 11,
                Revision = "1a2b3c4",
                User = "ann",
                Region = "eu-west-1",
            })],
        });

    public Task<IPlan<DockerfileReport>> PlanAsync(LintRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, "Dockerfile", "Check the Dockerfile", false, null, () => new DockerfileReport { Path = "Dockerfile" });

    public Task<IPlan<LintReportFile>> PlanAsync(LintReportRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Path ?? "report", "Write the report", request.Path is not null, null,
            () => new LintReportFile { Path = request.Path, Format = request.Format ?? LintReportFormat.Text, Text = "" });

    public Task<IPlan<ImageScan>> PlanAsync(ScanRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.ImageUri, "Start a scan and wait for it", true, request.Session, () => new ImageScan
        {
            ImageUri = request.ImageUri,
            Status = "COMPLETE",
            Counts = new Dictionary<string, int> { [nameof(ScanSeverity.High)] = 2 },
        });

    public Task<IPlan<IReadOnlyList<ImageCopy>>> PlanAsync(CopyRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan<IReadOnlyList<ImageCopy>>(request, request.ImageUri, "Copy the image", true, request.Session, () => [.. request.Destinations.Select(place => new ImageCopy
        {
            Destination = place.Region!,
            ImageUri = place.Region == "eu-north-1" ? null : $"123456789012.dkr.ecr.{place.Region}.amazonaws.com/shop@{Digest}",
            Digest = Digest,
            FailedWith = place.Region == "eu-north-1" ? ErrorKind.AccessDenied : null,
            Error = place.Region == "eu-north-1" ? "Not allowed." : null,
            Remedy = place.Region == "eu-north-1" ? "Ask for it." : null,
        })]);

    public Task<IPlan<LambdaImageSbom>> PlanAsync(SbomRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Output ?? "SBOM", "Write the SBOM", request.Output is not null, null, () => new LambdaImageSbom
        {
            Path = request.Output,
            Text = "{}\n",
            Components = 3,
            Digest = request.Image?.Digest,
            Dockerfile = request.Dockerfile,
        });

    public Task<IPlan<LambdaImageMeasurement>> PlanAsync(MeasureImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Image.ToString(), "Measure it", false, request.Session, () => new LambdaImageMeasurement
        {
            Image = request.Image.ToString(),
            Digest = Digest,
            Size = 42_100_000,
            Layers = [new MeasuredLayer(1, Digest, null, "tar", 17_000_000, 42_100_000, 7, 0, true, "COPY . /", null)],
        });

    public Task<IPlan<LambdaImageDifference>> PlanAsync(CompareImagesRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Reference.ToString(), "Compare it", false, request.Session, () => new LambdaImageDifference
        {
            Reference = request.Reference.ToString(),
            Difference = request.Folder ?? request.Difference!.ToString(),
            ReferenceDigest = Digest,
            Files = [new ImageFileDifference("/app.js", ImageChange.Changed, ["content"], 10, 7)],
        });

    public Task<IPlan<ExportedLambdaImage>> PlanAsync(ExportImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Path, "Write the image there", true, request.Session, () => new ExportedLambdaImage
        {
            Path = request.Path,
            Format = request.Format ?? ImageFileFormat.DockerArchive,
            Reference = request.Tag ?? "shop:latest",
            Source = request.Image.ToString(),
            Digest = Digest,
            SourceDigest = Digest,
            Size = 42_100_000,
        });

    public Task<IPlan<IReadOnlyList<LambdaImageInvocation>>> PlanAsync(InvokeImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan<IReadOnlyList<LambdaImageInvocation>>(request, request.Image.ToString(), "Invoke it", true, request.Session, () => [.. request.Events.Select(each => new LambdaImageInvocation
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

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(ImportImageRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Path, "Send 3 blobs (42.1 MB)", true, request.Session, () =>
        {
            var publish = request.Publish(Built(new BuildRequest { Dockerfile = File(new DockerfileRequest { Project = Project(new ProjectRequest { Path = request.Path }) }) }));
            Script.Requests.Enqueue(publish);
            return Published(publish);
        });

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(RebaseRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.ImageUri, "Move it to the newest base", true, request.Session, () => new PublishedLambdaImage
        {
            ImageUri = $"{Registry}/shop@{Digest}",
            Repository = $"{Registry}/shop",
            Digest = Digest,
            Tags = request.Tags,
            Rebase = new ImageRebase(request.ImageUri, "base@old", "base@new", []),
        });

    public Task<IPlan<RepositoryCleanup>> PlanAsync(ClearRepositoryRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.Repository, "Delete 1 of 2 images", true, request.Session, () => new RepositoryCleanup
        {
            Repository = request.Repository,
            Region = "eu-west-1",
            AccountId = "123456789012",
            Images = [new RepositoryImage { Digest = Digest, Deleted = true, Reason = "no function uses it" }],
        });

    public Task<IPlan<CacheCleanup>> PlanAsync(ClearCacheRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, "/cache", "Remove 3 entries", true, null, () => new CacheCleanup { Path = "/cache", Entries = 3, BytesFreed = 42, Kept = 1 });

    public Task<IPlan<RemovedLambdaFunction>> PlanAsync(RemoveFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) =>
        Plan(request, request.FunctionName, "Delete the function", true, request.Session, () => new RemovedLambdaFunction
        {
            FunctionName = request.FunctionName,
            FunctionArn = $"arn:aws:lambda:eu-west-1:123456789012:function:{request.FunctionName}",
            Region = "eu-west-1",
        });

    private static async Task<IPlan<T>> Plan<T>(object request, string target, string action, bool changes, AwsSession? session, Func<T> result)
    {
        await Task.Yield();
        Script.Requests.Enqueue(request);
        if (session?.Keys is { } keys) Script.SeenKeys = keys();
        return Script.Failure?.Invoke(target) is { } failure ? throw failure : new ScriptedPlan<T>(target, action, changes, result);
    }

    private static LambdaProject Project(ProjectRequest request) => new()
    {
        Path = request.Path,
        Name = request.Name ?? Path.GetFileName(request.Path),
        Mode = request.Image is not null ? BuildMode.Prebuilt : request.Dockerfile is not null ? BuildMode.Custom : BuildMode.Managed,
        ModeReason = "scripted",
        Framework = request.Framework ?? "Express",
        Runtime = new("nodejs", request.RuntimeVersion ?? "22", "scripted"),
        Architecture = request.Architecture ?? LambdaArchitecture.X86_64,
        Handler = request.Handler ?? "index.handler",
        DockerfilePath = request.Dockerfile,
        SourceImage = request.Image,
        Evidence = [new Evidence("package.json", 7, "\"express\": \"^4\"", "Express")],
    };

    private static LambdaDockerfile File(DockerfileRequest request) => new()
    {
        Path = Path.Combine(request.Project.Path, "Dockerfile"),
        Text = "FROM scratch\n",
        ContextPath = request.Project.Path,
        State = request.TextOnly ? DockerfileState.NotWritten : DockerfileState.Created,
        Project = request.Project,
    };

    private static BuiltLambdaImage Built(BuildRequest request) => new()
    {
        Reference = request.Tag ?? $"{request.Dockerfile.Project.Name}:latest",
        Digest = Digest,
        ImageId = Digest,
        Size = 42_100_000,
        Architecture = request.Dockerfile.Project.Architecture,
        Builder = "daemonless",
        Location = new(ImageLocationKind.OciLayout, request.Output ?? "/layout"),
        Layers = [new ImageLayer(Digest, null, 42_100_000, "base")],
        EntryPoint = ["/lambda-entrypoint.sh"],
        Command = ["index.handler"],
        Duration = TimeSpan.FromSeconds(12.4),
        Dockerfile = request.Dockerfile,
    };

    private static PublishedLambdaImage Published(PublishRequest request) => new()
    {
        Repository = $"{Registry}/{request.Repository ?? "serverless-shop-dev"}",
        ImageUri = $"{Registry}/{request.Repository ?? "serverless-shop-dev"}@{Digest}",
        Digest = Digest,
        Tags = request.Tags.Count > 0 ? request.Tags : ["latest"],
        Region = "eu-west-1",
        AccountId = "123456789012",
        Layers = [new LayerUpload(Digest, 42_100_000, BlobTransfer.Uploaded), new LayerUpload(Digest, 1, BlobTransfer.Existing)],
        Size = 42_100_000,
        BytesSent = 1_500_000,
        Architecture = request.Image.Architecture,
        Duration = TimeSpan.FromMilliseconds(350),
        SbomUri = request.Sbom ? $"{Registry}/{request.Repository ?? "serverless-shop-dev"}@{Digest}" : null,
        Image = request.Image,
    };

    private static LambdaFunctionImage Running(string name) => new()
    {
        FunctionName = name,
        FunctionArn = $"arn:aws:lambda:eu-west-1:123456789012:function:{name}",
        Qualifier = "$LATEST",
        Version = "$LATEST",
        ImageUri = $"{Registry}/shop@{Digest}",
        Digest = Digest,
        Repository = $"{Registry}/shop",
        Drift = ImageDrift.None,
        Region = "eu-west-1",
    };

    private static LambdaFunctionDeployment Deployed(UpdateFunctionRequest request) => new()
    {
        FunctionName = request.FunctionName,
        FunctionArn = $"arn:aws:lambda:eu-west-1:123456789012:function:{request.FunctionName}",
        Change = DeploymentChange.Updated,
        ImageUri = request.ImageUri,
        PreviousImageUri = $"{Registry}/serverless-shop-dev@{Digest.Replace('1', '2')}",
        State = "Active",
        Region = "eu-west-1",
        Duration = TimeSpan.FromSeconds(125),
        Image = request.Image,
    };
}
