using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Update-LambdaFunctionImage</c>.</summary>
internal sealed class UpdateVerb : Verb
{
    private readonly ImageUriOptions _image = new();
    private readonly FunctionOptions _function = new();
    private readonly AwsOptions _aws = new();

    protected override string Name => "update";

    protected override string Description => "Points a function at an image in ECR, by digest, and waits for Lambda.";

    protected override IEnumerable<OptionGroup> Groups => [_image, _function, _aws];

    protected override bool TakesFolder => false;

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var published = input as PublishedLambdaImage;
        var uri = _image.Uri(parsed) ?? published?.ImageUri ?? throw new LambdaImageException(
            ErrorKind.RequestInvalid,
            "No image was given.",
            "Pipe lambda-image publish --json into this verb, or give --image-uri REPOSITORY@sha256:…");
        return await chain.UpdateAsync(_function.Read(parsed, _image.Uri(parsed) is null ? published : null, uri, _aws), cancel);
    }
}
