using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Compare-LambdaFunctionImage</c>.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly ImageUriOptions _image = new();
    private readonly FunctionOptions _function = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "compare";

    protected override string Description => "Tells what 'update' with the same options would change; writes nothing.";

    protected override IEnumerable<OptionGroup> Groups => [_image, _function, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_image.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.CompareAsync(new CompareFunctionRequest { Update = _image.Update(parsed, input, _function, _aws) }, cancel);
}
