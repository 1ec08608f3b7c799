using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Remove-LambdaFunctionImage</c>.</summary>
internal sealed class RemoveVerb : Verb
{
    private readonly RemoveOptions _remove = new();
    private readonly AccountOptions _accounts = new();
    private readonly ConsentOptions _consent = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "remove";

    protected override string Description => "Removes a function and the images that only it uses; shows the plan unless --yes is given.";

    protected override IEnumerable<OptionGroup> Groups => [_remove, _accounts, _consent, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => false;

    protected override bool OnlyAnnounces(ParseResult parsed) => base.OnlyAnnounces(parsed) || !_consent.Given(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.RemoveAsync(_remove.Read(parsed, _accounts, _aws), cancel);
}
