using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to compare, and which part of it.</summary>
internal sealed class DifferenceOptions : OptionGroup
{
    private const string LayoutMarker = "oci-layout";
    private const string Example = "diff --reference REPOSITORY:OLD --difference REPOSITORY:NEW";

    private readonly Option<string?> _reference;
    private readonly ImageOptions _difference;
    private readonly Option<string?> _imagePath;
    private readonly Option<string[]> _paths;
    private readonly Option<bool> _includeEqual;

    public DifferenceOptions()
    {
        _reference = Add<string?>("--reference", "The image to compare with: a reference, or path of a layout or archive.", "-r");
        _difference = Include(new ImageOptions("--difference", "The other image, or a folder; default: what is piped in.", "-d"));
        _imagePath = Add<string?>("--image-path", "Folder of the image that a folder on disk stands for; default: the image's working directory.");
        _paths = AddMany("--path", "Path to look at, with * and ?; a folder stands for all below it; may be repeated. Default: all.");
        _includeEqual = Add<bool>("--include-equal", "Tell also what is equal.");
    }

    /// <summary>Whether the options name both images, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => _difference.IsGiven(parsed);

    public CompareImagesRequest Read(ParseResult parsed, object input, AwsOptions aws)
    {
        var reference = parsed.GetValue(_reference) ?? throw ImageOptions.Missing(Example);
        var difference = _difference.Read(parsed, input, Example);
        var folder = Directory.Exists(difference.Reference) && !File.Exists(Path.Combine(difference.Reference, LayoutMarker)) ? difference.Reference : null;
        return new()
        {
            Reference = ImageOptions.Named(reference),
            Difference = folder is null ? difference : null,
            Folder = folder,
            ImagePath = parsed.GetValue(_imagePath),
            Paths = parsed.GetValue(_paths) ?? [],
            IncludeEqual = parsed.GetValue(_includeEqual),
            Architecture = _difference.Architecture(parsed),
            AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
            Session = aws.Session(parsed),
        };
    }
}
