using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Update-LambdaImageBase</c>.</summary>
internal sealed class RebaseVerb : Verb
{
    private readonly ImageUriOptions _image = new();
    private readonly RebaseOptions _rebase = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "rebase";

    protected override string Description => "Moves an image in a registry to the newest image of its base, without building it.";

    protected override IEnumerable<OptionGroup> Groups => [_image, _rebase, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_image.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.RebaseAsync(_rebase.Read(parsed, _image.Uri(parsed, input), _aws), cancel);
}
