using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Clear-LambdaImageCache</c>.</summary>
internal sealed class ClearCacheVerb : Verb
{
    private readonly ClearCacheOptions _clear = new();

    public override string Name => "clear-cache";

    protected override string Description => "Removes what this machine's cache holds; all of it can be made again.";

    protected override IEnumerable<OptionGroup> Groups => [_clear];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => false;

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ClearAsync(_clear.Read(parsed), cancel);
}
