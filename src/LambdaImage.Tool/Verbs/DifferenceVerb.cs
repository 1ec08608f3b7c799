using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Compare-LambdaImage</c>.</summary>
internal sealed class DifferenceVerb : Verb
{
    private readonly DifferenceOptions _difference = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "diff";

    protected override string Description => "Tells how two images differ, or an image and a folder: files, settings, layers. Exit code 3 when they do.";

    protected override IEnumerable<OptionGroup> Groups => [_difference, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_difference.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.CompareAsync(_difference.Read(parsed, input, _aws), cancel);

    protected override int CodeOf(object result, ParseResult parsed) => ((LambdaImageDifference)result).IsEqual ? ExitCode.Done : ExitCode.Findings;
}
