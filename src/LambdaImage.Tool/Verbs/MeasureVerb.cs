using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Measure-LambdaImage</c>.</summary>
internal sealed class MeasureVerb : Verb
{
    private readonly MeasureOptions _measure = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "measure";

    protected override string Description => "Tells what an image is made of: layers, biggest files, wasted bytes, what a cold start reads.";

    protected override IEnumerable<OptionGroup> Groups => [_measure, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_measure.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.MeasureAsync(_measure.Read(parsed, input, _aws), cancel);
}
