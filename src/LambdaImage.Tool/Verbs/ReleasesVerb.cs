using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Get-LambdaFunctionRelease</c>.</summary>
internal sealed class ReleasesVerb : Verb
{
    private readonly HistoryOptions _history = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "releases";

    protected override string Description => "Tells the releases of a function: version, image, commit, who, and which is live.";

    protected override IEnumerable<OptionGroup> Groups => [_history, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => false;

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ReleasesAsync(_history.Read(parsed, _aws), cancel);
}
