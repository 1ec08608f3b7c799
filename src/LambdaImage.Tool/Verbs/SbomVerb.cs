using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Output;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>New-LambdaImageSbom</c>.</summary>
internal sealed class SbomVerb : Verb
{
    private readonly SourceOptions _source = new();
    private readonly SbomOptions _sbom = new();

    public override string Name => "sbom";

    protected override string Description => "Tells what is in an image as CycloneDX, from the project's lock files.";

    protected override IEnumerable<OptionGroup> Groups => [_source, _sbom];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var output = _sbom.Output(parsed);
        if (input is BuiltLambdaImage image) return await chain.SbomAsync(new SbomRequest { Image = image, Output = output }, cancel);
        var file = await chain.DockerfileAsync(input, _source, parsed, project => new() { Project = project, TextOnly = true }, isLast: false, cancel);
        return await chain.SbomAsync(new SbomRequest { Dockerfile = file, Output = output }, cancel);
    }

    protected override void Show(object result, ResultView view, ParseResult parsed)
    {
        if (result is LambdaImageSbom { Path: null, Text: var text }) view.ShowText(text);
        else base.Show(result, view, parsed);
    }
}
