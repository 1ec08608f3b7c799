using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Output;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Build-LambdaImage</c>.</summary>
internal sealed class BuildVerb : Verb
{
    private readonly SourceOptions _source = new();
    private readonly WritingOptions _dockerfile = new();
    private readonly BuildOptions _build = new();
    private readonly ExplainOptions _explain = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "build";

    protected override string Description => "Builds the image, without a daemon wherever the Dockerfile needs no shell.";

    protected override IEnumerable<OptionGroup> Groups => [_source, _dockerfile, _build, _explain, _aws];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var dockerfile = await chain.DockerfileAsync(input, _source, parsed, _dockerfile.Read(parsed, _source, _aws, _build.Engine(parsed)), isLast: false, cancel);
        return dockerfile is null ? null : await chain.ImageAsync(_build.Read(parsed, dockerfile, _source, _aws), publish: null, cancel);
    }

    protected override void Show(object result, ResultView view, ParseResult parsed)
    {
        if (_explain.Explain(parsed) && ((BuiltLambdaImage)result).Dockerfile is { } dockerfile) view.Explain(dockerfile);
        base.Show(result, view, parsed);
    }
}
