using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Deploy-LambdaImage</c>: the whole way in one word.</summary>
internal sealed class DeployVerb : Verb
{
    private readonly SourceOptions _source = new();
    private readonly WritingOptions _dockerfile = new("--overwrite-dockerfile");
    private readonly BuildOptions _build = new();
    private readonly PublishOptions _publish = new();
    private readonly FunctionOptions _function = new(isRequired: false);
    private readonly ServiceOptions _service = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "deploy";

    protected override string Description => "Folder → images → registry → functions on their digests.";

    protected override IEnumerable<OptionGroup> Groups => [_source, _dockerfile, _build, _publish, _function, _service, _aws];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var folder = input as string ?? throw new LambdaImageException(
            ErrorKind.RequestInvalid, "deploy goes the whole way from a folder.", "Name the folder: lambda-image deploy ./app --function NAME");
        var update = _function.Read(parsed, null, "", _aws);
        var outcomes = await chain.DeployAsync(
            new ServiceRequest
            {
                Project = _source.Read(parsed, folder) with { Stage = _publish.Stage(parsed) },
                FunctionNames = _service.Functions(parsed, update.FunctionName),
                AllImages = _service.AllImages(parsed),
                ThrottleLimit = _service.Throttle(parsed),
                Force = _dockerfile.Force(parsed),
                RenewPins = _source.PinBase(parsed),
                Build = dockerfile => _build.Read(parsed, dockerfile, _source, _aws),
                Publish = image => _publish.Read(parsed, image, _aws),
                Update = update,
            },
            cancel);
        // One function is told as one record, as it is piped on.
        return outcomes is [{ Deployment: var only, Failure: var failure }] ? only ?? throw failure! : outcomes;
    }

    /// <summary>What failed among several functions.</summary>
    protected override IEnumerable<LambdaImageException> FailuresOf(object result) =>
        result is IReadOnlyList<FunctionOutcome> outcomes ? outcomes.Select(outcome => outcome.Failure).OfType<LambdaImageException>() : [];
}
