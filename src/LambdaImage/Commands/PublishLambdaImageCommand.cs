using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Pushes an image to Amazon ECR or any registry and gives the digest-pinned URI that Lambda runs.</summary>
[Cmdlet(VerbsData.Publish, "LambdaImage", SupportsShouldProcess = true)]
[OutputType(typeof(PublishedLambdaImage))]
public sealed partial class PublishLambdaImageCommand : RegistryCommand<PublishedLambdaImage>
{
    /// <summary>The image from Build-LambdaImage, a reference in a registry, or the path of an OCI layout or
    /// archive.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageUri"), ImageArgument, ArgumentCompleter(typeof(ImageUriCompleter))]
    public LambdaImageSource? Image { get; set; }

    /// <summary>Full reference of any registry to push to, instead of Amazon ECR.</summary>
    [Parameter(Position = 1)]
    public string? Destination { get; set; }

    /// <summary>Name of the ECR repository; {service} and {stage} are filled in. Default: serverless-{service}-{stage}.</summary>
    [Parameter, ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Stage in the default repository name. Default: dev.</summary>
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

    private protected override IEnumerable<Work<PublishedLambdaImage>> Prepare()
    {
        var (session, insecure) = (Session(), AllowInsecureRegistry.IsPresent);
        var (destination, repository, stage) = (Given(Destination), Given(Repository), Given(Stage));
        var (tags, noCreate) = (Tag.ToArray(), NoCreateRepository.IsPresent);
        var (version, sbom, options) = (Given(ImageVersion), Sbom.IsPresent, this.ToOptions(new ProjectPaths(this, Fail)));
        var (wait, limit, timeout) = (WaitForScan.IsPresent, FailOnSeverity, ScanTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : ScanRequest.DefaultTimeout);
        if (Image!.Image is { } built) return [(steps, cancel) => steps.DoAsync(Publish(built), cancel)];

        // No folder takes part, so the image itself gives the name of the service.
        var existing = new ProjectRequest
        {
            Path = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            Image = Image.Locate(new ProjectPaths(this, Fail)),
            Name = Image.ServiceName,
            UseEnvironment = false,
        };
        return
        [
            async (steps, cancel) =>
                await steps.DoAsync(existing, cancel) is { } project
                && await steps.DockerfileAsync(new() { Project = project }, cancel) is { } choice
                && await steps.DoAsync(Take(choice), cancel) is { } image
                    ? await steps.DoAsync(Publish(image), cancel)
                    : null,
        ];

        BuildRequest Take(LambdaDockerfile choice) =>
            new() { Dockerfile = choice, Session = session, AllowInsecureRegistry = insecure };

        PublishRequest Publish(BuiltLambdaImage image) => new()
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
