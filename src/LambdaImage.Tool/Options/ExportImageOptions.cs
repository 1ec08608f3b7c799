using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What is written to disk, and how.</summary>
internal sealed class ExportImageOptions : OptionGroup
{
    private readonly ImageOptions _image;
    private readonly Option<string?> _path;
    private readonly Option<ImageFileFormat?> _format;
    private readonly Option<string?> _tag;
    private readonly Option<bool> _force;

    public ExportImageOptions()
    {
        _image = Include(new ImageOptions());
        _path = Add<string?>("--path", "File or folder to write.", "-o", "--output");
        _format = Add<ImageFileFormat?>("--format", "DockerArchive, OciArchive or OciLayout; default: a path that ends in .tar is a docker archive, another one an OCI layout.");
        _tag = Add<string?>("--tag", "Name and tag within the file; default: those of the image.", "-t");
        _force = Add<bool>("--force", "Overwrite a file or layout that is there.");
    }

    /// <summary>Whether the options name the image, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => _image.IsGiven(parsed);

    public ExportImageRequest Read(ParseResult parsed, object input, AwsOptions aws) => new()
    {
        Image = _image.Read(parsed, input, "export-image --image REPOSITORY:TAG --path image.tar"),
        Path = FullPath.Of(
            parsed.GetValue(_path) ?? throw new LambdaImageException(
                ErrorKind.RequestInvalid, "Nothing says where to write the image.", "Name a file or folder: lambda-image export-image --image REPOSITORY:TAG --path image.tar"),
            _path.Name),
        Format = parsed.GetValue(_format),
        Tag = parsed.GetValue(_tag),
        Architecture = _image.Architecture(parsed),
        Force = parsed.GetValue(_force),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };
}
