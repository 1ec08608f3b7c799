using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Update-LambdaFunctionImage</c>.</summary>
internal sealed class UpdateVerb : Verb
{
    private readonly ImageUriOptions _image = new();
    private readonly FunctionOptions _function = new();
    private readonly FleetOptions _fleet = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "update";

    protected override string Description => "Points a function at an image in ECR, by digest, and waits for Lambda.";

    protected override IEnumerable<OptionGroup> Groups => [_image, _function, _fleet, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_image.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var request = _fleet.Read(parsed, _image.Update(parsed, input, _function, _aws));
        return request.Functions is [var only]
            ? await chain.UpdateAsync(only, cancel)
            : await chain.UpdateAsync(request, cancel);
    }

    /// <summary>What failed among several functions.</summary>
    protected override IEnumerable<LambdaImageException> FailuresOf(object result) =>
        result is IReadOnlyList<FunctionOutcome> outcomes ? outcomes.Select(outcome => outcome.Failure).OfType<LambdaImageException>() : [];
}
