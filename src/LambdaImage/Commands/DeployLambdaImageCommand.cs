using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>The whole way in one word: folder, images, registry, functions. Each image is built once, and its functions are
/// updated side by side.</summary>
[Cmdlet("Deploy", "LambdaImage", DefaultParameterSetName = ParameterSets.Managed, SupportsShouldProcess = true)]
[OutputType(typeof(LambdaFunctionDeployment))]
public sealed partial class DeployLambdaImageCommand : BuildCommand<IReadOnlyList<FunctionOutcome>>
{
    /// <summary>The project, from Get-LambdaProject.</summary>
    [Parameter(ParameterSetName = ParameterSets.Project, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaProject))]
    public LambdaProject? Project { get; set; }

    /// <summary>Names or ARNs of functions. Default: all that lambda-image.yml of the folder, or another tool's file,
    /// describes.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true), Alias("FunctionArn")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeployedFunctionCompleter))]
    public string[] FunctionName { get; set; } = [];

    /// <summary>Builds and publishes images too that no function runs.</summary>
    [Parameter]
    public SwitchParameter AllImage { get; set; }

    /// <summary>How many functions are worked on at once. Default: 5, as Lambda limits the rate of calls.</summary>
    [Parameter, ValidateRange(1, 50)]
    public int ThrottleLimit { get; set; } = UpdateFunctionsRequest.DefaultThrottleLimit;

    /// <summary>Full reference of any registry to push to, instead of Amazon ECR.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Name of the ECR repository; {service} and {stage} are filled in. Default: serverless-{service}-{stage}.</summary>
    [Parameter, ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Stage: its part of lambda-image.yml counts, and it is part of names. Default: dev.</summary>
    [Parameter, ArgumentCompleter(typeof(StageCompleter))]
    public string? Stage { get; set; }

    /// <summary>Tags to point at the image; {stage}, {version}, {timestamp}, {branch}, {sha} and {dirty} are filled in.</summary>
    [Parameter, Alias("Tags")]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Tag { get; set; } = [];

    /// <summary>What {version} in tags stands for.</summary>
    [Parameter]
    public string? ImageVersion { get; set; }

    /// <summary>Stores an SBOM (CycloneDX) beside the image, read from the project's lock files.</summary>
    [Parameter]
    public SwitchParameter Sbom { get; set; }

    /// <summary>Waits for the scan of the image in Amazon ECR.</summary>
    [Parameter]
    public SwitchParameter WaitForScan { get; set; }

    /// <summary>Mildest finding of the scan that is a failure: Critical, High, Medium, Low, Informational or
    /// Undefined.</summary>
    [Parameter]
    public ScanSeverity? FailOnSeverity { get; set; }

    /// <summary>How long to wait for the scan. Default: 300.</summary>
    [Parameter, SecondsArgument, ValidateRange(1, 3600)]
    public int? ScanTimeoutSeconds { get; set; }

    /// <summary>Makes a missing ECR repository an error instead of creating it.</summary>
    [Parameter]
    public SwitchParameter NoCreateRepository { get; set; }

    /// <summary>Overwrites a Dockerfile that LambdaImage did not write.</summary>
    [Parameter]
    public SwitchParameter OverwriteDockerfile { get; set; }

    private protected override IEnumerable<Work<IReadOnlyList<FunctionOutcome>>> Prepare()
    {
        var session = Session();
        var build = BuildRequests(session, tag: null);
        var update = this.ToRequest(session);
        var (names, overwrite, renew) = (FunctionName.ToArray(), OverwriteDockerfile.IsPresent, PinBase.IsPresent);
        var publish = PublishRequests(session);
        var (stage, all, throttle) = (Given(Stage), AllImage.IsPresent, ThrottleLimit);
        var requests = ParameterSetName == ParameterSets.Project ? [this.ToRequest(new ProjectPaths(this, Fail), Project!)] : Requests();
        return requests.Select(Work<IReadOnlyList<FunctionOutcome>> (project) => (steps, cancel) => steps.DoAsync(
            new ServiceRequest
            {
                Project = project with { Stage = stage },
                FunctionNames = names,
                AllImages = all,
                ThrottleLimit = throttle,
                Force = overwrite,
                RenewPins = renew,
                Build = build,
                Publish = publish,
                Update = update,
            },
            cancel));
    }

    private protected override void Write(IReadOnlyList<FunctionOutcome> result)
    {
        foreach (var outcome in result.Where(each => each.Deployment is not null)) WriteObject(outcome.Deployment);
        foreach (var outcome in result.Where(each => each.Failure is not null)) Fail(outcome.Failure!);
    }

    private Func<BuiltLambdaImage, PublishRequest> PublishRequests(AwsSession session)
    {
        var (destination, repository, stage) = (Given(Destination), Given(Repository), Given(Stage));
        var (tags, noCreate, insecure) = (Tag.ToArray(), NoCreateRepository.IsPresent, AllowInsecureRegistry.IsPresent);
        var (version, sbom, options) = (Given(ImageVersion), Sbom.IsPresent, this.ToOptions(new ProjectPaths(this, Fail)));
        var (wait, limit, timeout) = (WaitForScan.IsPresent, FailOnSeverity, ScanTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : ScanRequest.DefaultTimeout);
        return image => new()
        {
            Image = image,
            Destination = destination,
            Repository = repository,
            Stage = stage,
            Tags = tags,
            NoCreateRepository = noCreate,
            Version = version,
            Sbom = sbom,
            RepositoryOptions = options,
            WaitForScan = wait,
            FailOnSeverity = limit,
            ScanTimeout = timeout,
            AllowInsecureRegistry = insecure,
            Session = session,
        };
    }
}
