using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Publish-LambdaImage</c>.</summary>
internal sealed class PublishVerb : Verb
{
    private readonly SourceOptions _source = new();
    private readonly WritingOptions _dockerfile = new();
    private readonly BuildOptions _build = new();
    private readonly PublishOptions _publish = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "publish";

    protected override string Description => "Pushes the image to Amazon ECR or any other registry; a folder is built first.";

    protected override IEnumerable<OptionGroup> Groups => [_source, _dockerfile, _build, _publish, _aws];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var image = input as BuiltLambdaImage ?? await BuildAsync(chain, input, parsed, cancel);
        return image is null ? null : await chain.PublishAsync(_publish.Read(parsed, image, _aws), cancel);
    }

    private async Task<BuiltLambdaImage?> BuildAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var dockerfile = await chain.DockerfileAsync(input, _source, parsed, _dockerfile.Read(parsed, _source, _aws, _build.Engine(parsed)), isLast: false, cancel);
        return dockerfile is null ? null : await chain.ImageAsync(
            _build.Read(parsed, dockerfile, _source, _aws), image => _publish.Read(parsed, image, _aws), cancel);
    }
}
