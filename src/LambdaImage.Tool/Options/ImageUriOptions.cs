using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>An image that is in ECR already.</summary>
internal sealed class ImageUriOptions : OptionGroup
{
    private readonly Option<string?> _uri;

    public ImageUriOptions() => _uri = Add<string?>("--image-uri", "Reference of the image in ECR; a tag is resolved to its digest.");

    /// <summary>Whether the options name the image, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_uri) is not null;

    /// <summary>The image of the option, else the one that the step before published.</summary>
    /// <exception cref="LambdaImageException">There is neither.</exception>
    public string Uri(ParseResult parsed, object input) =>
        parsed.GetValue(_uri) ?? (input as PublishedLambdaImage)?.ImageUri ?? throw new LambdaImageException(
            ErrorKind.RequestInvalid,
            "No image was given.",
            "Pipe lambda-image publish --json into this verb, or give --image-uri REPOSITORY@sha256:…");

    /// <summary>The update of a function to the image of the option, else to the one that the step before published.</summary>
    /// <exception cref="LambdaImageException">There is neither.</exception>
    public UpdateFunctionRequest Update(ParseResult parsed, object input, FunctionOptions function, AwsOptions aws) =>
        function.Read(parsed, parsed.GetValue(_uri) is null ? input as PublishedLambdaImage : null, Uri(parsed, input), aws);
}
