using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Restore-LambdaFunctionImage</c>.</summary>
internal sealed class RestoreVerb : Verb
{
    private readonly RestoreOptions _restore = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "restore";

    protected override string Description => "Brings a function and its alias back to an earlier version; undoes the deployment that is piped in.";

    protected override IEnumerable<OptionGroup> Groups => [_restore, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_restore.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.RestoreAsync(_restore.Read(parsed, input as LambdaFunctionDeployment, _aws), cancel);
}
