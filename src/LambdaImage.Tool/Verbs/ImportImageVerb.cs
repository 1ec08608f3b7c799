using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Import-LambdaImage</c>.</summary>
internal sealed class ImportImageVerb : Verb
{
    private readonly ImportImageOptions _import = new();
    private readonly PublishOptions _publish = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "import-image";

    protected override string Description => "Pushes the image of an archive or OCI layout to Amazon ECR or any other registry, as it is.";

    protected override IEnumerable<OptionGroup> Groups => [_import, _publish, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => !_import.IsGiven(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ImportAsync(_import.Read(parsed, input, _publish, _aws), cancel);
}
