using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Deploy-LambdaImage</c>: the whole way in one word.</summary>
internal sealed class DeployVerb : Verb
{
    private readonly SourceOptions _source = new();
    private readonly WritingOptions _dockerfile = new();
    private readonly BuildOptions _build = new();
    private readonly PublishOptions _publish = new();
    private readonly FunctionOptions _function = new();
    private readonly AwsOptions _aws = new();

    protected override string Name => "deploy";

    protected override string Description => "Folder → image → registry → function on that digest.";

    protected override IEnumerable<OptionGroup> Groups => [_source, _dockerfile, _build, _publish, _function, _aws];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.DeployAsync(
            new DeployRequest
            {
                Project = input is string folder ? _source.Read(parsed, folder) : throw new LambdaImageException(
                    ErrorKind.RequestInvalid, "deploy goes the whole way from a folder.", "Name the folder: lambda-image deploy ./app --function NAME"),
                Force = _dockerfile.Force(parsed),
                RenewPins = _source.PinBase(parsed),
                Build = dockerfile => _build.Read(parsed, dockerfile, _source, _aws),
                Publish = image => _publish.Read(parsed, image, _aws),
                Update = published => _function.Read(parsed, published, published.ImageUri, _aws),
            },
            cancel);
}
