using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which image to read, wherever it is.</summary>
internal sealed class ImageOptions : OptionGroup
{
    private readonly Option<string?> _image;
    private readonly Option<string?> _architecture;

    public ImageOptions()
        : this("--image", "Reference of the image, or path of a layout or archive; default: what is piped in.")
    {
    }

    /// <summary>Under another name, where an image is not the only one.</summary>
    public ImageOptions(string name, string description, params string[] aliases)
    {
        _image = Add<string?>(name, description, aliases);
        _architecture = Add<string?>("--architecture", "x86_64 or arm64, where the image is an index of several.", "--arch");
    }

    /// <summary>Whether the options name the image, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_image) is not null;

    public LambdaArchitecture? Architecture(ParseResult parsed) => SourceOptions.ReadArchitecture(parsed.GetValue(_architecture));

    /// <summary>The image of the option, else the one that the step before gave.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="input">What came in.</param>
    /// <param name="example">What to type instead, for the error.</param>
    /// <exception cref="LambdaImageException">There is neither.</exception>
    public ImageInput Read(ParseResult parsed, object input, string example) => (parsed.GetValue(_image), input) switch
    {
        ({ } given, _) => Named(given),
        (_, BuiltLambdaImage built) => new(built, null),
        (_, PublishedLambdaImage published) => new(null, published.ImageUri),
        (_, ExportedLambdaImage exported) => new(null, exported.Path),
        (_, LambdaFunctionImage { ImageUri: { } uri }) => new(null, uri),
        _ => throw Missing(example),
    };

    public static LambdaImageException Missing(string example) => new(ErrorKind.RequestInvalid, "No image was given.", $"Name it: lambda-image {example}");

    /// <summary>An image by its reference or path.</summary>
    public static ImageInput Named(string image) => new(null, Path.Exists(image) ? Path.GetFullPath(image) : image);
}
