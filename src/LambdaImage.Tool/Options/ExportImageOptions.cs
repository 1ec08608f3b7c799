using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What is written to disk, and how.</summary>
internal sealed class ExportImageOptions : OptionGroup
{
    private readonly Option<string?> _image;
    private readonly Option<string?> _path;
    private readonly Option<ImageFileFormat?> _format;
    private readonly Option<string?> _tag;
    private readonly Option<string?> _architecture;
    private readonly Option<bool> _force;

    public ExportImageOptions()
    {
        _image = Add<string?>("--image", "Reference of the image, or path of a layout or archive; default: what is piped in.");
        _path = Add<string?>("--path", "File or folder to write.", "-o", "--output");
        _format = Add<ImageFileFormat?>("--format", "DockerArchive, OciArchive or OciLayout; default: a path that ends in .tar is a docker archive, another one an OCI layout.");
        _tag = Add<string?>("--tag", "Name and tag within the file; default: those of the image.", "-t");
        _architecture = Add<string?>("--architecture", "x86_64 or arm64, where the image is an index of several.", "--arch");
        _force = Add<bool>("--force", "Overwrite a file or layout that is there.");
    }

    public ExportImageRequest Read(ParseResult parsed, object input, AwsOptions aws)
    {
        var image = parsed.GetValue(_image) ?? (input as PublishedLambdaImage)?.ImageUri;
        var built = image is null ? input as BuiltLambdaImage : null;
        if (image is null && built is null)
            throw Missing("No image was given.", "Name it: lambda-image export-image --image REPOSITORY:TAG --path image.tar");
        return new ExportImageRequest
        {
            Image = built,
            Source = image is not null && Path.Exists(image) ? Path.GetFullPath(image) : image,
            Path = Path.GetFullPath(parsed.GetValue(_path)
                ?? throw Missing("Nothing says where to write the image.", "Name a file or folder: lambda-image export-image --image REPOSITORY:TAG --path image.tar")),
            Format = parsed.GetValue(_format),
            Tag = parsed.GetValue(_tag),
            Architecture = SourceOptions.ReadArchitecture(parsed.GetValue(_architecture)),
            Force = parsed.GetValue(_force),
            AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
            Session = aws.Session(parsed),
        };
    }

    private static LambdaImageException Missing(string message, string remedy) => new(ErrorKind.RequestInvalid, message, remedy);
}
