using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>An image that is in ECR already.</summary>
internal sealed class ImageUriOptions : OptionGroup
{
    private readonly Option<string?> _uri;

    public ImageUriOptions() => _uri = Add<string?>("--image-uri", "Reference of the image in ECR; a tag is resolved to its digest.");

    public string? Uri(ParseResult parsed) => parsed.GetValue(_uri);
}
