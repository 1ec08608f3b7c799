using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Export-LambdaImage</c>.</summary>
internal sealed class ExportImageVerb : Verb
{
    private readonly ExportImageOptions _export = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "export-image";

    protected override string Description => "Writes an image to an archive or an OCI layout, to carry it elsewhere.";

    protected override IEnumerable<OptionGroup> Groups => [_export, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_export.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ExportAsync(_export.Read(parsed, input, _aws), cancel);
}
