using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Test-LambdaImageScan</c>.</summary>
internal sealed class ScanVerb : Verb
{
    private readonly ImageUriOptions _image = new();
    private readonly ScanOptions _scan = new(asks: false);
    private readonly AwsOptions _aws = new();

    public override string Name => "scan";

    protected override string Description => "Waits for what a scan finds in an image in ECR, and fails on what is too bad.";

    protected override IEnumerable<OptionGroup> Groups => [_image, _scan, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_image.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ScanAsync(
            new ScanRequest { ImageUri = _image.Uri(parsed, input), FailOn = _scan.FailOn(parsed), Timeout = _scan.Timeout(parsed), Session = _aws.Session(parsed) }, cancel);
}
