using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Get-LambdaProject</c>.</summary>
internal sealed class ProjectVerb : Verb
{
    private readonly SourceOptions _source = new();

    public override string Name => "project";

    protected override string Description => "Says what a folder holds, which mode applies, and why.";

    protected override IEnumerable<OptionGroup> Groups => [_source];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ProjectAsync(input, _source, parsed, cancel);
}
