using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Copy-LambdaImage</c>.</summary>
internal sealed class CopyVerb : Verb
{
    private readonly ImageUriOptions _image = new();
    private readonly CopyOptions _copy = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "copy";

    protected override string Description => "Copies an image, bit for bit, to other Regions and accounts, or gives it other tags.";

    protected override IEnumerable<OptionGroup> Groups => [_image, _copy, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_image.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.CopyAsync(_copy.Read(parsed, _image.Uri(parsed, input), _aws), cancel);

    protected override int CodeOf(object result, ParseResult parsed) =>
        ((IReadOnlyList<ImageCopy>)result).Any(copy => copy.FailedWith is not null) ? ExitCode.Failed : ExitCode.Done;
}
