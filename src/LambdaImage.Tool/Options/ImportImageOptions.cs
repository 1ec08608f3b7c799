using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which archive or layout is pushed.</summary>
internal sealed class ImportImageOptions : OptionGroup
{
    private readonly Option<string?> _path;
    private readonly Option<string?> _architecture;

    public ImportImageOptions()
    {
        _path = Add<string?>("--path", "Archive or OCI layout; default: the one that is piped in.");
        _architecture = Add<string?>("--architecture", "x86_64 or arm64, where the file holds several images.", "--arch");
    }

    /// <summary>Whether the options name the file, so that none has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_path) is not null;

    public ImportImageRequest Read(ParseResult parsed, object input, PublishOptions publish, AwsOptions aws) => new()
    {
        Path = FullPath.Of(
            parsed.GetValue(_path) ?? (input as ExportedLambdaImage)?.Path ?? throw new LambdaImageException(
                ErrorKind.RequestInvalid, "No archive or layout was given.", "Name it: lambda-image import-image --path image.tar"),
            _path.Name),
        Architecture = SourceOptions.ReadArchitecture(parsed.GetValue(_architecture)),
        Publish = image => publish.Read(parsed, image, aws),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };
}
