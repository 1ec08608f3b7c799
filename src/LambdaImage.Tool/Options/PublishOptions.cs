using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Where to push.</summary>
internal sealed class PublishOptions : OptionGroup
{
    private readonly Option<string?> _destination;
    private readonly Option<string?> _repository;
    private readonly Option<string?> _stage;
    private readonly Option<string[]> _tags;
    private readonly Option<bool> _noCreate;
    private readonly Option<string?> _version;
    private readonly Option<bool> _sbom;
    private readonly ScanOptions _scan;
    private readonly RepositoryOptionGroup _settings;

    public PublishOptions()
    {
        _destination = Add<string?>("--destination", "Reference in any registry; default: Amazon ECR of the account and Region.", "-d");
        _repository = Add<string?>("--repository", "ECR repository, with {service} and {stage} filled in; default: serverless-{service}-{stage}.");
        _stage = Add<string?>("--stage", $"Stage in the default repository name; default: {PublishRequest.DefaultStage}.");
        _tags = AddMany("--tag", "Tag to point at the image, with {stage}, {version}, {timestamp}, {branch}, {sha} and {dirty} filled in; may be given several times.", "-t");
        _version = Add<string?>("--image-version", "What {version} in tags stands for.");
        _sbom = Add<bool>("--sbom", "Store an SBOM (CycloneDX) beside the image, read from the project's lock files.");
        _noCreate = Add<bool>("--no-create-repository", "Fail when the ECR repository does not exist.");
        _scan = Include(new ScanOptions(asks: true));
        _settings = Include(new RepositoryOptionGroup());
    }

    public string? Stage(ParseResult parsed) => parsed.GetValue(_stage);

    public PublishRequest Read(ParseResult parsed, BuiltLambdaImage image, AwsOptions aws) => new()
    {
        Image = image,
        Destination = parsed.GetValue(_destination),
        Repository = parsed.GetValue(_repository),
        Stage = parsed.GetValue(_stage),
        Tags = parsed.GetValue(_tags) ?? [],
        NoCreateRepository = parsed.GetValue(_noCreate),
        Version = parsed.GetValue(_version),
        Sbom = parsed.GetValue(_sbom),
        RepositoryOptions = _settings.Read(parsed),
        WaitForScan = _scan.Wait(parsed),
        FailOnSeverity = _scan.FailOn(parsed),
        ScanTimeout = _scan.Timeout(parsed),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };
}
