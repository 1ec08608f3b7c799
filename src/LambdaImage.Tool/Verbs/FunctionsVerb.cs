using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Get-LambdaFunctionImage</c>.</summary>
internal sealed class FunctionsVerb : Verb
{
    private readonly FunctionListOptions _list = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "functions";

    protected override string Description => "Tells which images functions run, and whether those are still what their tags point at.";

    protected override IEnumerable<OptionGroup> Groups => [_list, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_list.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ImagesAsync(_list.Read(parsed, (input as LambdaFunctionDeployment)?.FunctionArn, _aws), cancel);

    /// <summary>Functions that could not be looked at.</summary>
    protected override IEnumerable<LambdaImageException> FailuresOf(object result) =>
        ((IReadOnlyList<FunctionImagesOutcome>)result).Select(outcome => outcome.Failure).OfType<LambdaImageException>();
}
