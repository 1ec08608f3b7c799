using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Invoke-LambdaImage</c>.</summary>
internal sealed class InvokeVerb : Verb
{
    private readonly InvokeOptions _invoke = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "invoke";

    protected override string Description => "Runs an image on this machine as Lambda would, with one event after the other, and prints the answers.";

    protected override IEnumerable<OptionGroup> Groups => [_invoke, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_invoke.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.InvokeAsync(_invoke.Read(parsed, input, _aws), cancel);

    protected override int CodeOf(object result, ParseResult parsed) => FailuresOf(result).Any() ? ExitCode.Failed : ExitCode.Done;

    protected override IEnumerable<LambdaImageException> FailuresOf(object result) =>
        ((IReadOnlyList<LambdaImageInvocation>)result).Select(invocation => invocation.Failure()).OfType<LambdaImageException>();
}
