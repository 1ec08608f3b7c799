using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which image to look into, and how much of it to tell.</summary>
internal sealed class MeasureOptions : OptionGroup
{
    private readonly ImageOptions _image;
    private readonly Option<string?> _base;
    private readonly Option<int?> _top;

    public MeasureOptions()
    {
        _image = Include(new ImageOptions());
        _base = Add<string?>("--base", "The base that the image was built on; default: what the image says.");
        _top = Add<int?>("--top", $"How many of the biggest files, folders and wasted files to tell; default: {MeasureImageRequest.DefaultTop}.");
        Limit(_top, 0, int.MaxValue);
    }

    /// <summary>Whether the options name the image, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => _image.IsGiven(parsed);

    public MeasureImageRequest Read(ParseResult parsed, object input, AwsOptions aws) => new()
    {
        Image = _image.Read(parsed, input, "measure --image REPOSITORY:TAG"),
        Base = parsed.GetValue(_base),
        Top = parsed.GetValue(_top) ?? MeasureImageRequest.DefaultTop,
        Architecture = _image.Architecture(parsed),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };
}
